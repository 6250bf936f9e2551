import type { Clock } from "../domain/clock.ts";
import { Deadline, within } from "../domain/deadline.ts";
import { type Log, reasonOf } from "./log.ts";

/** One result of many, or a failure: nothing was sent, or something that may count. */
export type Outcome<Result> = { result: Result } | { failed: "none" | "sent" };

const AT_ONCE = 10;
const TIME_TO_TELL_MILLISECONDS = 400;

/**
 * Works on many items, ten at a time, and gives the results in their order, in time to show them. Nothing starts later: a function that
 * has answered does no more work. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export async function eachOf<Item, Result>(
  items: readonly Item[],
  { deadline, now, log }: { deadline: Deadline; now: Clock; log: Log },
  work: (item: Item, deadline: Deadline) => Promise<Result>,
): Promise<Outcome<Result>[]> {
  deadline.beforeSending(); // from here on something may count even if the answer is lost
  const one = async (item: Item): Promise<Outcome<Result>> => {
    using own = new Deadline(Math.max(0, deadline.left - TIME_TO_TELL_MILLISECONDS), now);
    try {
      return { result: await within(own, work(item, own)) };
    } catch (error) {
      log.error("One of many not carried out", { reason: reasonOf(error) });
      return { failed: own.delivery === "none" ? "none" : "sent" };
    }
  };
  const outcomes: Outcome<Result>[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    outcomes.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(one))));
  }
  return outcomes;
}
