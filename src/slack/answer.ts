import { type Deadline, within } from "../domain/deadline.ts";
import { reasonOf, type Log } from "./log.ts";

/** Said when a service failed or did not answer, and nothing was sent: nothing is sent later either. */
export const TROUBLE = "Something went wrong on our side. Nothing was changed; please try again.";

/** Said when a decision or a start was sent, and nobody knows what came of it. */
export const UNCERTAIN =
  "Something did not answer in time, so this may have counted. Look at the channel in a minute: if nothing happened there, please try again. Doing it twice does no harm.";

/** What to tell the person who pressed or typed: the work's answer, or in time that there is trouble and what is true then. */
export async function answer<Told>(
  work: () => Promise<Told>,
  log: Log,
  deadline: Deadline,
): Promise<Told | typeof TROUBLE | typeof UNCERTAIN> {
  try {
    return await within(deadline, work());
  } catch (error) {
    log.error("Slack request not carried out", { reason: reasonOf(error) });
    return deadline.delivery === "none" ? TROUBLE : UNCERTAIN;
  }
}
