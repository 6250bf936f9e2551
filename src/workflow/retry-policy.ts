import type { Duration, RetryDecision, StepConfig } from "@aws/durable-execution-sdk-js";
import { PermanentFailure, Throttled } from "../domain/failures.ts";

const MAX_ATTEMPTS = 10;
const MAX_DELAY_SECONDS = 120;
// Whoever throttles says when to come back, and is not asked in vain.
const MAX_THROTTLED_ATTEMPTS = 500;
// A daily quota asks for long pauses; what waits longer than this is no news any more.
const LONG_THROTTLE_SECONDS = 60;
const MAX_LONG_THROTTLES = 5;

/** Retries for about six minutes, waiting 1, 2, 4 … 120 s, or as long as a throttle asks; a permanent failure ends at once. */
export const patient = { retryStrategy: retryDecision } satisfies StepConfig<unknown>;

/** Retries until the execution times out: for what has been promised to a person already. A permanent failure ends at once. */
export const tireless = {
  retryStrategy: (error, attempt) => ({ shouldRetry: !(error instanceof PermanentFailure), delay: backoff(attempt) }),
} satisfies StepConfig<unknown>;

function retryDecision(error: Error, attempt: number): RetryDecision {
  if (error instanceof PermanentFailure) {
    return { shouldRetry: false };
  }
  if (error instanceof Throttled) {
    const seconds = Math.max(1, Math.ceil(error.retryAfterSeconds));
    const most = seconds > LONG_THROTTLE_SECONDS ? MAX_LONG_THROTTLES : MAX_THROTTLED_ATTEMPTS;
    return { shouldRetry: attempt < most, delay: { seconds } };
  }
  return { shouldRetry: attempt < MAX_ATTEMPTS, delay: backoff(attempt) };
}

function backoff(attempt: number): Duration {
  return { seconds: Math.min(2 ** (attempt - 1), MAX_DELAY_SECONDS) };
}
