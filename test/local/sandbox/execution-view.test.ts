import { expect, test } from "vitest";
import { billOf, durableDollars, stepFunctionsDollars } from "../../../local/sandbox/cost.ts";
import { life } from "../../../local/sandbox/page/life.ts";
import { spans } from "../../../local/sandbox/page/execution.ts";
import { price } from "../../../local/sandbox/page/price.ts";
import { story } from "../../../local/sandbox/page/story.ts";
import { dollars } from "../../../local/sandbox/page/words.ts";
import { timeline } from "../../../local/sandbox/timeline/timeline.ts";
import type { Detail } from "../../../local/sandbox/detail.ts";
import type { Look } from "../../../local/sandbox/look.ts";

const CLIENT = new URL("../../../local/sandbox/client/countdown.js", import.meta.url).href;
const { countdown } = (await import(CLIENT)) as { countdown: (milliseconds: number) => string };

const DAY = 86_400_000;

/** An event of the history, at so many milliseconds since 1970. */
const at = (milliseconds: number, EventType: string, details: object = {}, Name?: string) => ({
  EventType,
  EventTimestamp: milliseconds / 1000,
  ...(Name === undefined ? {} : { Id: Name, Name }),
  [`${EventType}Details`]: details,
});
const invoked = (start: number, end: number, error?: string) =>
  at(end, "InvocationCompleted", {
    StartTimestamp: start / 1000,
    ...(error ? { Error: { Payload: { ErrorType: error, ErrorMessage: "It died." } } } : {}),
  });
const BEGUN = [
  at(1000, "ExecutionStarted", { Input: { Payload: "{}" } }),
  at(1030, "CallbackStarted", { Timeout: 86_400 }, "verification"),
];

/** The history of a step that Slack refused so many times, in an execution that then waits for a day. */
function retried(times: number) {
  const refused = {
    Error: { Payload: { ErrorType: "SlackUnavailable", ErrorMessage: "Slack answered with HTTP status 500." } },
    RetryDetails: { NextAttemptDelaySeconds: 60 },
  };
  const attempts = Array.from({ length: times }, (_, index) => {
    const start = 1000 + index * 60_000;
    return [
      at(start + 40, "StepStarted", {}, "post-to-slack"),
      at(start + 90, "StepFailed", refused, "post-to-slack"),
      invoked(start, start + 100),
    ];
  });
  return [...BEGUN, ...attempts.flat()];
}

const HISTORY = retried(2);

/** The history of a function that died at its second step, was invoked again and has ended. */
const DIED = [
  ...BEGUN,
  at(1040, "StepStarted", {}, "create"),
  at(1050, "StepSucceeded", { Result: { Payload: "{}" } }, "create"),
  at(1060, "StepStarted", {}, "mail"),
  invoked(1000, 1400, "Runtime.ExitError"),
  at(2030, "StepStarted", {}, "mail"),
  at(2040, "StepSucceeded", { Result: { Payload: "{}" } }, "mail"),
  invoked(2000, 2100),
  at(62_000, "CallbackSucceeded", {}, "verification"),
  at(62_005, "StepStarted", {}, "activate"),
  at(62_015, "StepSucceeded", {}, "activate"),
  invoked(62_000, 62_020),
  at(62_020, "ExecutionSucceeded", {}),
];

const detail = (history = HISTORY) =>
  ({
    id: "one",
    line: timeline(history),
    bill: billOf(history),
    state: "pending",
    execution: { status: "SUCCEEDED" },
  }) as unknown as Detail;
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

test("the bar tells sleep from a pause, marks what died, and says at its end how long it all took", () => {
  const bar = text(life(detail(DIED), DAY));
  expect(bar).toMatch(
    /awake died .*Invocation 1 died.*paused 600 ms.*class="awake .*Invocation 2, awake 100 ms.*asleep 1 min.*Invocation 3/u,
  );
  expect(bar).toContain("1 min 1 s in all");
  expect(bar).not.toContain("ahead");
  expect(bar).not.toContain("next wake-up");
});

test.each([
  ["to remind", at(1100, "WaitStarted", { ScheduledEndTimestamp: 3600 }, "until-reminder")],
  ["to expire", at(1100, "CallbackStarted", {}, "letterbox-1")],
])("the bar says in words what the next wake-up is for: %s", (purpose, opened) => {
  expect(text(life(detail([...BEGUN, opened, invoked(1000, 1200)]), 2000))).toMatch(
    new RegExp(`next wake-up in <time [^>]*></time>, ${purpose}`, "u"),
  );
});

test("an execution whose function runs is awake, and neither asleep nor about to wake up", () => {
  const running = {
    ...detail(BEGUN),
    line: timeline(BEGUN, 1010),
    execution: { phase: "running" },
  } as unknown as Detail;
  expect(text(life(running, 5000))).toContain("<span>awake now</span>");
  expect(text(price(running, 5000))).toMatch(/Asleep<\/dt> <dd>0 % <span class="quiet">awake 4\.0 s</u);
  expect(story(running)).toMatch(/^Awake:/u);
});

test("what sleeps says of each thing that can wake it what does: a letterbox takes no decision", () => {
  const letterbox = at(1100, "CallbackStarted", {}, "letterbox-1");
  const page = shown(detail([...BEGUN, letterbox, invoked(1000, 1200)]));
  expect(page).toMatch(/verification<\/span>: a decision wakes it, or /u);
  expect(page).toContain("letterbox-1</span>: a nudge, a resend or a bounce wakes it<");
});

test("the bar ends at the deadline, which is the last of what could wake it", () => {
  expect(text(life(detail(), 2000))).toContain(`datetime="${new Date(1030 + DAY).toISOString()}"`);
});

test("of a life with very many spans the bar shows the last sixty, and how many came before", () => {
  const bar = text(life(detail(retried(40)), DAY));
  expect(bar).toContain('title="20 earlier spans"');
  expect(bar.match(/<li class="a(?:wake|sleep)/gu)).toHaveLength(60);
});

test("an invocation that replays folds away what it was given back, and its start is told apart from a first one", () => {
  const page = shown(detail(DIED));
  expect(page).toMatch(/Invocation 2 .*1 replayed.*<p class="name">create<\/p>.*start and replay.*Invocation 3/u);
  expect(page.match(/runtime start-up/gu)).toHaveLength(1);
  expect(page).toMatch(/Paused 600 ms.*Lambda waits briefly/u);
});

test("an error is told in full once, and named where it came again", () => {
  const page = shown(detail(retried(3)));
  expect(page.match(/SlackUnavailable: Slack answered/gu)).toHaveLength(1);
  expect(page.match(/SlackUnavailable, as before/gu)).toHaveLength(2);
});

test("what passed before a function's first operation is shown as its start-up, unless it is next to nothing", () => {
  expect(shown(detail())).toMatch(/runtime start-up.*30 ms.*verification/u);
  expect(shown(detail(DIED))).not.toContain('id="start-up-3"');
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
  expect(text(price(detail(), DAY)).match(/<rect width="[\d.]+"/gu)).toEqual([
    '<rect width="22.2"',
    '<rect width="100.0"',
  ]);
  const firstPrice = (now: number) => /\$[\d.]+/u.exec(text(price(detail(), now)))?.[0];
  expect(text(price(detail(), DAY))).toMatch(
    /Cost so far.*per million onboardings<.*Step Functions.*Asleep<\/dt> <dd>99\.99 %/u,
  );
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
