import { expect, test } from "vitest";
import { billOf, durableDollars, stepFunctionsDollars } from "../../../local/sandbox/cost.ts";
import { life } from "../../../local/sandbox/page/life.ts";
import { spans } from "../../../local/sandbox/page/execution.ts";
import { price } from "../../../local/sandbox/page/price.ts";
import { dollars } from "../../../local/sandbox/page/words.ts";
import { timeline } from "../../../local/sandbox/timeline/timeline.ts";
import type { Detail } from "../../../local/sandbox/detail.ts";
import type { Look } from "../../../local/sandbox/look.ts";

const CLIENT = new URL("../../../local/sandbox/client/countdown.js", import.meta.url).href;
const { countdown } = (await import(CLIENT)) as { countdown: (milliseconds: number) => string };

const DAY = 86_400_000;
const HISTORY = retried(2);

/** The history of a step that Slack refused so many times, in an execution that then waits for a day. */
function retried(times: number) {
  const at = (milliseconds: number, EventType: string, details: object = {}, Name?: string) => ({
    EventType,
    EventTimestamp: milliseconds / 1000,
    ...(Name === undefined ? {} : { Id: Name, Name }),
    [`${EventType}Details`]: details,
  });
  const refused = {
    Error: { Payload: { ErrorType: "SlackUnavailable", ErrorMessage: "Slack answered with HTTP status 500." } },
    RetryDetails: { NextAttemptDelaySeconds: 60 },
  };
  const attempts = Array.from({ length: times }, (_, index) => {
    const start = 1000 + index * 60_000;
    return [
      at(start + 40, "StepStarted", {}, "post-to-slack"),
      at(start + 90, "StepFailed", refused, "post-to-slack"),
      at(start + 100, "InvocationCompleted", { StartTimestamp: start / 1000 }),
    ];
  });
  return [
    at(1000, "ExecutionStarted", { Input: { Payload: "{}" } }),
    at(1030, "CallbackStarted", { Timeout: 86_400 }, "verification"),
    ...attempts.flat(),
  ];
}

const detail = (history = HISTORY) =>
  ({ id: "one", line: timeline(history), bill: billOf(history), state: "pending" }) as unknown as Detail;
const text = (markup: unknown) => String(markup).replaceAll(/\s+/gu, " ");
const shown = (of: Detail, asked = {}) => text(spans({ selected: of, asked, now: DAY } as unknown as Look));

test("the bar holds a whole life, with a year of sleep no wider than a few steps, and counts down to what comes first", () => {
  const bar = text(life(detail(), 2000 + 60_000));
  expect(bar).toMatch(/awake w2.*asleep w6.*awake w2.*asleep now.*ahead/u);
  expect(bar).toContain('data-until="121090"');
  expect(bar).toContain('<span class="name">post-to-slack</span>');
  const asleepForAYear = text(life(detail(retried(1)), 1100 + 365 * DAY));
  expect(asleepForAYear).toContain("asleep now w12");
});

test("an error is told in full once, and named where it came again", () => {
  const page = shown(detail(retried(3)));
  expect(page.match(/SlackUnavailable: Slack answered/gu)).toHaveLength(1);
  expect(page.match(/SlackUnavailable, as before/gu)).toHaveLength(2);
});

test("what passed before a function's first operation is shown as its start-up", () => {
  expect(shown(detail())).toMatch(/runtime start-up.*30 ms.*verification/u);
});

test("of a long life the last part is shown, the rest a press away", () => {
  const long = detail(retried(30));
  expect(shown(long)).toMatch(/href="\/\?spans=all"[^>]*>20 earlier</u);
  expect(shown(long)).not.toContain("Invocation 1 ");
  expect(shown(long, { spans: "all" })).toContain("Invocation 1 ");
});

test("the cost counts each attempt, the time awake and nothing for sleep", () => {
  const bill = billOf(HISTORY);
  expect(bill).toMatchObject({ operations: 4, invocations: 2 });
  const awake = durableDollars(bill, 200) - durableDollars(bill, 0);
  expect(awake).toBeCloseTo(0.2 * 0.5 * 0.0000133334, 12);
  expect(durableDollars({ operations: 10, invocations: 1, bytesWritten: 0 }, 0)).toBeCloseTo(0.0000802, 10);
  expect(stepFunctionsDollars({ operations: 10, invocations: 1, bytesWritten: 0 }, 0)).toBeCloseTo(0.0003018, 10);
  const firstPrice = (now: number) => /\$[\d.]+/u.exec(text(price(detail(), now)))?.[0];
  expect(text(price(detail(), DAY))).toMatch(/Cost so far.*Step Functions.*Asleep, free<\/dt> <dd>99\.99 %/u);
  expect(firstPrice(DAY)).toBe(firstPrice(2000));
});

test.each([
  [0.00011834, "$0.000118"],
  [118.34, "$118"],
  [1.5, "$1.50"],
  [0, "$0.00"],
])("%d is %s", (amount, words) => {
  expect(dollars(amount)).toBe(words);
});

test.each([
  [-5, "now"],
  [900, "1 s"],
  [61_000, "1 min 1 s"],
  [3_600_000, "1 h"],
  [2 * DAY + 3_600_000, "2 days 1 h"],
])("a countdown of %d ms says %s", (milliseconds, words) => {
  expect(countdown(milliseconds)).toBe(words);
});
