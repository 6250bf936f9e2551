import { describe, expect, test } from "vitest";
import { PermanentFailure, Throttled } from "../../src/domain/failures.ts";
import { endless, limited, NO_ATTEMPTS, retry } from "../../src/workflow/retry-policy.ts";
import { down, refusedForGood } from "../../testkit/workflow/expected.ts";

const DAY_SECONDS = 86_400;
const throttled = (seconds: number) => new Throttled("later", seconds);

/** The delays of a notification that fails with the same error again and again, until it is lost. */
function delaysOf(error: Error): number[] {
  const delays: number[] = [];
  let { attempts, delaySeconds } = retry(NO_ATTEMPTS, error);
  while (delaySeconds !== undefined) {
    delays.push(delaySeconds);
    ({ attempts, delaySeconds } = retry(attempts, error));
  }
  return delays;
}

const sum = (delays: readonly number[]) => delays.reduce((total, delay) => total + delay, 0);

describe("a notification", () => {
  test("that fails is tried again after 1, 2, 4 … 900 s, for a day and no longer", () => {
    const delays = delaysOf(down());
    expect(delays.slice(0, 12)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
    expect(new Set(delays.slice(10))).toEqual(new Set([900]));
    expect(sum(delays)).toBeLessThanOrEqual(DAY_SECONDS);
    expect(sum(delays) + 900).toBeGreaterThan(DAY_SECONDS);
  });

  test("that is throttled is tried again when the service asks for it, then further and further apart, for a day", () => {
    const delays = delaysOf(throttled(5));
    expect(delays.slice(0, 4)).toEqual([5, 10, 15, 20]);
    expect(delays[179]).toBe(900);
    expect(delays[180]).toBe(900);
    expect(sum(delays)).toBeLessThanOrEqual(DAY_SECONDS);
    expect(sum(delays) + 900).toBeGreaterThan(DAY_SECONDS);
  });

  test.each([
    [0, [1, 2]],
    [0.2, [1, 2]],
    [29.5, [30, 60]],
    [600, [600, 900]],
    [3_600, [3_600, 3_600]],
  ])("never comes back before the %f s that it was asked to wait", (seconds, first) => {
    expect(delaysOf(throttled(seconds)).slice(0, 2)).toEqual(first);
  });

  test("has as many failures left after throttling as before it, and the other way round", () => {
    let { attempts } = retry(NO_ATTEMPTS, down());
    for (let count = 0; count < 12; count += 1) {
      ({ attempts } = retry(attempts, throttled(5)));
    }
    expect(attempts).toMatchObject({ failures: 1, throttles: 12 });
    expect(retry(attempts, down()).delaySeconds).toBe(2);
    expect(retry(attempts, throttled(5)).delaySeconds).toBe(65);
  });

  test("that is refused for good is lost at once", () => {
    expect(retry(NO_ATTEMPTS, refusedForGood())).toMatchObject({ attempts: { failures: 1 }, delaySeconds: undefined });
  });

  test("may wait for exactly a day", () => {
    const before = { failures: 20, throttles: 0, waitedSeconds: DAY_SECONDS - 900 };
    expect(retry(before, down()).delaySeconds).toBe(900);
    expect(retry({ ...before, waitedSeconds: DAY_SECONDS - 899 }, down()).delaySeconds).toBeUndefined();
  });
});

describe("a step", () => {
  const attempts = Array.from({ length: 12 }, (_, index) => index + 1);

  test("that creates a profile is tried ten times", () => {
    expect(attempts.map((attempt) => limited.retryStrategy(down(), attempt).shouldRetry)).toEqual(
      attempts.map((attempt) => attempt < 10),
    );
    expect(limited.retryStrategy(down(), 1).delay).toEqual({ seconds: 1 });
    expect(limited.retryStrategy(down(), 9).delay).toEqual({ seconds: 256 });
    expect(limited.retryStrategy(refusedForGood(), 1).shouldRetry).toBe(false);
  });

  test("that writes an end is tried without end, after every kind of failure", () => {
    for (const error of [down(), refusedForGood(), new PermanentFailure("Any", "")]) {
      expect(endless.retryStrategy(error, 10_000)).toEqual({ shouldRetry: true, delay: { seconds: 900 } });
    }
    expect(endless.retryStrategy(down(), 1).delay).toEqual({ seconds: 1 });
    expect(endless.retryStrategy(down(), 5).delay).toEqual({ seconds: 16 });
  });
});
