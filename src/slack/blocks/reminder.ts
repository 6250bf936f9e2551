import type { User } from "../../domain/user.ts";
import { slackDate } from "../text/date.ts";
import { type Words, words } from "../text/words.ts";
import { nameAndAddress } from "./user-facts.ts";

/** The reply below a card that still waits; words alone, for the controls stand on the card above. */
export function reminder(user: User): Words {
  const who = nameAndAddress(user);
  return words`Reminder: ${who} still waits for a decision, until ${slackDate(user.expiresAt)}. Verify or Reject on the card above.`;
}
