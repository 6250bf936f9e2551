import { createHash } from "node:crypto";
import { normaliseEmail } from "../domain/parse.ts";

/** The user ID of whoever is onboarded from Slack: the same for every spelling of an address, so that a repeated command is one onboarding. */
export function userIdOf(email: string): string {
  return `u-${createHash("sha256").update(normaliseEmail(email)).digest("hex").slice(0, 20)}`;
}
