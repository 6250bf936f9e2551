import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { describe, expect, test } from "vitest";
import { Throttled } from "../../src/domain/failures.ts";
import { nameOf, notifier } from "../../src/workflow/notify.ts";
import { memoryMetrics, pendingUser } from "../../testkit/fakes.ts";
import { refusedForGood } from "../../testkit/workflow/expected.ts";

type State = Record<string, unknown>;
interface Condition {
  initialState: State;
  waitStrategy: (state: State) => unknown;
}
type Check = (state: State, scope: { attempt: number; logger: { error: () => void } }) => Promise<State>;

/**
 * One attempt of a notification as the engine makes it, from the state that the one before left, or the first. `kept` is what the
 * engine keeps of it, and `next` what it is told to do then.
 */
async function attemptOf(send: () => Promise<unknown>, before?: State) {
  const metrics = memoryMetrics();
  let kept: State = {};
  let next: unknown;
  const waitForCondition = async (_step: string, check: Check, { initialState, waitStrategy }: Condition) => {
    kept = await check(before ?? initialState, { attempt: 1, logger: { error: () => undefined } });
    next = waitStrategy(kept);
    return kept;
  };
  const ctx = { waitForCondition } as unknown as DurableContext;
  await notifier(metrics, pendingUser())(ctx, { through: "mail", step: "send-verification-email", send });
  return { kept, next, counted: metrics.counted };
}

const failing = (failure: unknown) => () => Promise.reject(failure);

describe("an attempt", () => {
  test("that fails is kept with its count, its delay and its failure, for those who read the history", async () => {
    const { kept, next } = await attemptOf(failing(new Throttled("slow down", 30)));
    expect(kept).toEqual({
      status: "waiting",
      failures: 0,
      throttles: 1,
      waitedSeconds: 30,
      delaySeconds: 30,
      failure: "Throttled: slow down",
    });
    expect(next).toEqual({ shouldContinue: true, delay: { seconds: 30 } });
  });

  test("that fails with something other than an error counts as one that fails", async () => {
    const { kept } = await attemptOf(failing("ada@example.com"));
    expect(kept).toMatchObject({ failures: 1, delaySeconds: 1, failure: "Error: Unknown" });
  });

  test.each([
    ["succeeds", async () => "there", { status: "sent", answer: "there" }],
    ["is refused for good", failing(refusedForGood()), { status: "lost", reason: "MessageRejected" }],
  ])("that %s is the last", async (_, send, end) => {
    const { kept, next } = await attemptOf(send);
    expect(kept).toEqual(end);
    expect(next).toEqual({ shouldContinue: false });
  });

  test("that loses what has been reported as delayed is not counted once more", async () => {
    const delayed = { status: "waiting", failures: 10, throttles: 0, waitedSeconds: 86_000, delaySeconds: 512 };
    const { kept, counted } = await attemptOf(failing(new Throttled("slow down", 900)), delayed);
    expect(kept).toEqual({ status: "lost", reason: "Throttled" });
    expect(counted).toEqual([]);
  });
});

test.each([
  [new TypeError("a bug"), "TypeError"],
  [new Error("The step failed.", { cause: new RangeError("its cause") }), "RangeError"],
  [new RangeError("odd", { cause: "a text" }), "RangeError"],
  ["ada@example.com", "Error"],
])("what broke has the name of its cause, or its own: %s", (error, name) => {
  expect(nameOf(error)).toBe(name);
});
