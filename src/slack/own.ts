import { pendingPage } from "../domain/pending.ts";
import type { Actor } from "./access.ts";
import { END, LIST_LIMIT, waiting } from "./inbox.ts";
import { fitting, type Listing, together } from "./list.ts";
import { withdrawControls } from "./withdraw.ts";
import { ended } from "./wording.ts";
import { type Answer, bold, message, words } from "./words.ts";

const NONE = "You have no requests here. `/onboard` opens a form to start one.";
const HEADING = message(bold("Your requests"));
const MORE = message(words`There are more of your requests. The Home tab of this app has them all.`);

/**
 * Answers `/onboard status` without an address: a person's own requests, first those that wait, each with a button to withdraw it, then
 * the last ones that have ended. Everyone can ask, since it shows nobody else's.
 */
export async function ownRequests(deps: Listing, { id: requestedBy }: Actor): Promise<Answer> {
  const [{ users, next }, past] = await Promise.all([
    pendingPage(deps, { size: LIST_LIMIT, requestedBy }),
    deps.users.listEnded({ requestedBy, limit: LIST_LIMIT }),
  ]);
  const open = users.map((user) => {
    const { text, blocks } = message(...waiting(user));
    return { text, blocks: [...blocks, withdrawControls(user), END] };
  });
  const rows = [...open, ...past.map((user) => message(...ended(user)))];
  if (rows.length === 0 && next === undefined) {
    return NONE;
  }
  const shown = fitting(rows, together([HEADING, MORE]));
  const hasMore = next !== undefined || shown.length < open.length;
  return together([HEADING, ...shown, ...(hasMore ? [MORE] : [])]);
}
