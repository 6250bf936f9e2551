import { DEADLINE_MILLISECONDS, within } from "./deadline.ts";
import { reasonOf, type Log } from "./log.ts";

/** Said when a service did not answer. A decision sent a moment ago may still arrive, and a second one does no harm. */
export const TROUBLE =
  "Something did not answer in time. As far as we know, nothing was changed; please try again. Doing it twice does no harm.";

/** What to tell the person who pressed or typed: the work's answer, or in time that there is trouble. */
export async function answer<Told>(
  work: () => Promise<Told>,
  log: Log,
  milliseconds = DEADLINE_MILLISECONDS,
): Promise<Told | typeof TROUBLE> {
  try {
    return await within(milliseconds, work());
  } catch (error) {
    log.error("Slack request not carried out", { reason: reasonOf(error) });
    return TROUBLE;
  }
}
