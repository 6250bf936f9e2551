import type { User } from "../../domain/user.ts";
import { cardLink } from "../text/card-link.ts";
import { slackDate } from "../text/date.ts";
import { bold, type Words, words } from "../text/words.ts";
import { nameAndAddress } from "./user-facts.ts";

/** How many of the pending a list shows at most. */
export const LIST_LIMIT = 10;

/** Who waits, since when and until when, and where the card is, on one line. */
export function pendingLine(user: User): Words {
  const since = words`since ${slackDate(user.createdAt)}, until ${slackDate(user.expiresAt)}.`;
  return words`${bold(nameAndAddress(user))} ${since}${cardLink(user)}`;
}

/** Said below a list that is not complete. */
export const MORE = "There are more. The list shows those that have waited longest.";

/** Said where a list would be. */
export const NOBODY = "Nobody waits for a decision.";
