import type { Event } from "@aws-sdk/client-lambda";
import type { Deed } from "./onboard.ts";
import type { Life } from "./population.ts";

/** What the service says about an execution after the last kill. */
export interface Account {
  status: string | undefined;
  result: { deed: string; by?: string } | undefined;
  events: Event[];
}

const ENDS = ["ExecutionSucceeded", "ExecutionFailed", "ExecutionTimedOut", "ExecutionStopped"];
const ALWAYS = ["create", "mail", "card", "close-card"];
const CLOSING = ["activate", "reject", "expire"];

/** Everything about one onboarding that is not as it has to be, in sentences. */
export function violations(
  { input, wishes, accepted }: Life,
  { status, result, events }: Account,
  deeds: Deed[],
): string[] {
  const { deed: closing = "nothing", by } = result ?? {};
  const expected = [...ALWAYS, closing, ...(closing === "activate" ? ["welcome"] : [])];
  const done = new Set(deeds.filter(({ failed }) => !failed).map(({ deed }) => deed));
  const ends = events.filter(({ EventType = "" }) => ENDS.includes(EventType));
  const wanted = wishes.filter((wish) => wish.by === by && wish.verify === (closing === "activate"));
  const [told] = accepted;
  const found = [
    status !== "SUCCEEDED" && `ended as ${status}`,
    ends.length !== 1 && `ended ${ends.length} times`,
    !CLOSING.includes(closing) && `was closed by ${closing}`,
    accepted.length > 1 && `told ${accepted.length} that theirs is the decision`,
    told && told.by !== by && `told ${told.by} that theirs is the decision, and did as ${by} said`,
    closing !== "expire" && wanted.length === 0 && `did ${closing} as ${by}, which nobody asked for`,
    closing === "expire" && wishes.length > 0 && "expired, though someone decided",
    ...expected.map((deed) => !done.has(deed) && `never did ${deed}`),
    ...[...done].map((deed) => !expected.includes(deed) && `did ${deed}, which it should not`),
    ...expected.map((deed) => repetition(deed, deeds, events)),
    ...inTurn(["create", "mail", closing, "close-card"], deeds),
    ...inTurn(["create", "card", closing, "welcome"], deeds),
  ];
  return found.filter((sentence) => typeof sentence === "string").map((sentence) => `${input.user} ${sentence}`);
}

/** The run whose result was written down has to be the last one: a step that has ended never runs again. */
function repetition(deed: string, deeds: Deed[], events: Event[]): string | undefined {
  const results = events.filter(({ EventType, Name }) => EventType === "StepSucceeded" && Name === deed);
  if (results.length !== 1) {
    return `wrote ${results.length} results of ${deed} down`;
  }
  const payload = results[0]?.StepSucceededDetails?.Result?.Payload;
  const last = deeds.findLast((each) => each.deed === deed);
  return payload === JSON.stringify(last?.run) ? undefined : `did ${deed} again after its result was written down`;
}

/** What follows may begin only after what goes before has ended for good. */
function inTurn(order: string[], deeds: Deed[]): (string | false)[] {
  return order.slice(1).map((deed, index) => {
    const before = order[index];
    const first = deeds.findIndex((each) => each.deed === deed);
    return (
      first >= 0 && first < deeds.findLastIndex((each) => each.deed === before) && `did ${before} again after ${deed}`
    );
  });
}
