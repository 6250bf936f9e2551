import { asItStands } from "../../../domain/as-it-stands.ts";
import type { Clock } from "../../../domain/clock.ts";
import type { Executions, Users } from "../../../domain/ports.ts";
import type { Access, Actor } from "../../access/access.ts";
import type { Answer } from "../../blocks/message.ts";
import { standing } from "../../blocks/standing.ts";
import { findByAddress } from "./find-by-address.ts";

export interface StatusPorts {
  access: Pick<Access, "ask">;
  users: Pick<Users, "find" | "findByEmail">;
  executions: Executions;
  now: Clock;
}

/** Tells where the onboarding of an address stands, and its history. */
export async function status(
  { access, users, executions, now }: StatusPorts,
  actor: Actor,
  email: string,
): Promise<Answer> {
  const refused = await access.ask(actor);
  if (refused !== undefined) {
    return refused;
  }
  const found = await findByAddress(users, email);
  return "user" in found ? standing(await asItStands(found.user, executions, now())) : found.trouble;
}
