import { describe, expect, test } from "vitest";
import type { HistoryEvent } from "../../../packages/durable-lambda-local/src/inspect.ts";
import { timeline } from "../../../local/sandbox/timeline/timeline.ts";

/** An event so many milliseconds after the start. */
function event(at: number, type: string, name?: string, details: Record<string, unknown> = {}): HistoryEvent {
  const named = name ? { Id: name, Name: name } : {};
  return { EventType: type, EventTimestamp: at / 1000, ...named, [`${type}Details`]: details };
}
const invoked = (from: number, to: number, error?: string) =>
  event(to, "InvocationCompleted", undefined, {
    StartTimestamp: from / 1000,
    ...(error ? { Error: { Payload: { ErrorType: error, ErrorMessage: "It died." } } } : {}),
  });
const down = { Error: { Payload: { ErrorType: "Unavailable", ErrorMessage: "It is down." } } };

const FIRST = [
  event(0, "ExecutionStarted"),
  event(20, "CallbackStarted", "verification", { Timeout: 60 }),
  event(30, "StepStarted", "create"),
  event(40, "StepSucceeded", "create", { Result: { Payload: '{"id":1}' } }),
  event(41, "StepStarted", "mail"),
  event(50, "StepFailed", "mail", { ...down, RetryDetails: { CurrentAttempt: 1, NextAttemptDelaySeconds: 2 } }),
];

test("an invocation holds what it did, and the sleep after it what will wake it", () => {
  const line = timeline([...FIRST, invoked(10, 60)]);
  expect(line.spans).toEqual([
    {
      type: "invocation",
      number: 1,
      startedAt: 10,
      endedAt: 60,
      replayed: [],
      arrivals: [],
      work: [
        { operation: "verification", kind: "callback", startedAt: 20, endedAt: 20, outcome: "opened", until: 60_020 },
        {
          operation: "create",
          kind: "step",
          attempt: 1,
          startedAt: 30,
          endedAt: 40,
          outcome: "done",
          result: '{"id":1}',
        },
        {
          operation: "mail",
          kind: "step",
          attempt: 1,
          startedAt: 41,
          endedAt: 50,
          outcome: "retried",
          until: 2050,
          failure: { name: "Unavailable", message: "It is down." },
        },
      ],
    },
    {
      type: "sleep",
      startedAt: 60,
      isBackoff: false,
      wokenBy: [],
      waitsFor: [
        { operation: "verification", kind: "callback", until: 60_020 },
        { operation: "mail", kind: "step", until: 2050, attempt: 2 },
      ],
    },
  ]);
  expect(line).toMatchObject({ invocations: 1, awakeMilliseconds: 50, waitsFor: [{ until: 60_020 }, { until: 2050 }] });
});

test("a notification that waits for its next attempt says what failed, and so does one that is lost", () => {
  const waiting = { status: "waiting", failures: 1, failure: "Unavailable: It is down: for an hour." };
  const line = timeline([
    event(0, "ExecutionStarted"),
    event(41, "StepStarted", "mail"),
    event(50, "StepSucceeded", "mail", {
      Result: { Payload: JSON.stringify(waiting) },
      RetryDetails: { CurrentAttempt: 1, NextAttemptDelaySeconds: 2 },
    }),
    event(52, "StepStarted", "card"),
    event(55, "StepSucceeded", "card", { Result: { Payload: '{"status":"lost","reason":"slack_is_archived"}' } }),
    event(56, "StepStarted", "welcome"),
    event(57, "StepSucceeded", "welcome", { Result: { Payload: '{"status":"sent"}' } }),
    invoked(10, 60),
  ]);
  expect(line.spans[0]).toMatchObject({
    work: [
      { operation: "mail", outcome: "retried", failure: { name: "Unavailable", message: "It is down: for an hour." } },
      { operation: "card", outcome: "done", failure: { name: "slack_is_archived", message: "" } },
      { operation: "welcome", outcome: "done", failure: undefined },
    ],
  });
});

test("the next invocation replays what has a result, and only that; it ends the sleep that something ended", () => {
  const line = timeline([
    ...FIRST,
    invoked(10, 60),
    event(500, "CallbackSucceeded", "verification", { Result: { Payload: '"yes"' } }),
    event(510, "StepStarted", "activate"),
    event(512, "StepSucceeded", "activate"),
    invoked(500, 520),
    event(520, "ExecutionSucceeded"),
  ]);
  expect(line.spans).toMatchObject([
    { type: "invocation" },
    { type: "sleep", endedAt: 500, wokenBy: [{ operation: "verification", outcome: "succeeded", result: '"yes"' }] },
    { number: 2, replayed: ["verification", "create"], work: [{ operation: "activate", outcome: "done" }] },
  ]);
  expect(line).toMatchObject({ endedAt: 520, awakeMilliseconds: 70, waitsFor: [] });
});

describe("an invocation that dies", () => {
  const died = [event(0, "ExecutionStarted"), event(5, "StepStarted", "mail"), invoked(1, 30, "Runtime.ExitError")];

  test("cuts off what ran, and is followed by a pause", () => {
    expect(timeline(died).spans).toMatchObject([
      { failure: { name: "Runtime.ExitError" }, work: [{ operation: "mail", outcome: "interrupted" }] },
      { type: "sleep", isBackoff: true, waitsFor: [] },
    ]);
  });

  test("is followed by one that runs the same attempt again, of which the history tells no beginning", () => {
    const again = [...died, event(1050, "StepSucceeded", "mail"), invoked(1030, 1060)];
    expect(timeline(again).spans.at(2)).toMatchObject({
      replayed: [],
      work: [{ operation: "mail", attempt: 1, outcome: "done", startedAt: undefined, endedAt: 1050 }],
    });
  });
});

test("what comes while the function runs belongs to that invocation, and the one that runs now has no end", () => {
  const events = [
    event(0, "ExecutionStarted"),
    event(2, "WaitStarted", "pause", { Duration: 1, ScheduledEndTimestamp: 1.002 }),
    event(3, "StepStarted", "long"),
    event(1002, "WaitSucceeded", "pause", { Duration: 1 }),
  ];
  const line = timeline(events, 1);
  expect(line.spans).toMatchObject([
    {
      number: 1,
      startedAt: 1,
      work: [
        { operation: "pause", outcome: "opened", until: 1002 },
        { operation: "long", outcome: "running" },
      ],
      arrivals: [{ operation: "pause", outcome: "succeeded", at: 1002 }],
    },
  ]);
  expect(line.spans[0]?.endedAt).toBeUndefined();
});

test("a callback that timed out and a wait that is over wake it", () => {
  const line = timeline([
    event(0, "ExecutionStarted"),
    event(1, "CallbackStarted", "verification", { Timeout: 1 }),
    invoked(0, 2),
    event(1001, "CallbackTimedOut", "verification", { Error: { Payload: { ErrorMessage: "Callback timed out" } } }),
  ]);
  expect(line.spans.at(-1)).toMatchObject({ wokenBy: [{ outcome: "timed out", failure: { name: "Error" } }] });
});
