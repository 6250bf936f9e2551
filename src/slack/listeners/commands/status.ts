import type { Users } from "../../../domain/ports.ts";
import type { Access, Actor } from "../../access/access.ts";
import type { Answer } from "../../blocks/message.ts";
import { standing } from "../../blocks/standing.ts";
import { findByAddress } from "./find-by-address.ts";

/** Tells where the onboarding of an address stands, and its history. */
export async function status(
  { access, users }: { access: Access; users: Pick<Users, "find" | "findByEmail"> },
  actor: Actor,
  email: string,
): Promise<Answer> {
  const refused = await access.ask(actor);
  if (refused !== undefined) {
    return refused;
  }
  const found = await findByAddress(users, email);
  return "user" in found ? standing(found.user) : found.trouble;
}
