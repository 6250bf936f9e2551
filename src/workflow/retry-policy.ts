import type { StepConfig } from "@aws/durable-execution-sdk-js";
import { PermanentFailure, Throttled } from "../domain/failures.ts";
import { RETRY_SECONDS } from "../domain/spans.ts";

/** A notification's attempts so far; kept as its step's state, so that they survive a sleep. */
export interface Attempts {
  failures: number;
  throttles: number;
  waitedSeconds: number;
}

export const NO_ATTEMPTS: Attempts = { failures: 0, throttles: 0, waitedSeconds: 0 };

const MAX_DELAY_SECONDS = 900;
const MAX_STEP_ATTEMPTS = 10;

/** Makes up to ten attempts at a step, within nine minutes; a permanent failure ends it at once. */
export const limited = {
  retryStrategy: (error, attempt) => ({
    shouldRetry: attempt < MAX_STEP_ATTEMPTS && !(error instanceof PermanentFailure),
    delay: { seconds: doubled(attempt) },
  }),
} satisfies StepConfig<unknown>;

/** Retries a step until the execution times out: for results that people have already seen. */
export const endless = {
  retryStrategy: (_error, attempt) => ({ shouldRetry: true, delay: { seconds: doubled(attempt) } }),
} satisfies StepConfig<unknown>;

/**
 * Counts a failed attempt, and returns in how many seconds to try again; undefined if the notification is lost: after a permanent
 * failure, or when it would have waited for more than a day. Failures wait for 1, 2, 4 … 900 s. Throttling waits at least the time that
 * the service asks for, longer each time, and doesn't count as a failure.
 */
export function retry(before: Attempts, error: Error): { attempts: Attempts; delaySeconds: number | undefined } {
  const isThrottled = error instanceof Throttled;
  const failures = before.failures + (isThrottled ? 0 : 1);
  const throttles = before.throttles + (isThrottled ? 1 : 0);
  const delay = isThrottled ? spaced(error.retryAfterSeconds, throttles) : doubled(failures);
  const waitedSeconds = before.waitedSeconds + delay;
  const isLost = error instanceof PermanentFailure || waitedSeconds > RETRY_SECONDS;
  return { attempts: { failures, throttles, waitedSeconds }, delaySeconds: isLost ? undefined : delay };
}

function doubled(failures: number): number {
  return Math.min(2 ** (failures - 1), MAX_DELAY_SECONDS);
}

/** Spreads out retries against a busy service, never before the time that it asked for. */
function spaced(retryAfterSeconds: number, throttles: number): number {
  const asked = Math.max(1, Math.ceil(retryAfterSeconds));
  return Math.max(asked, Math.min(asked * throttles, MAX_DELAY_SECONDS));
}
