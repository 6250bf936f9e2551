import type { RetryDecision, StepConfig } from "@aws/durable-execution-sdk-js";
import { PermanentFailure, Throttled } from "../domain/failures.ts";

const MAX_ATTEMPTS = 10;
const MAX_DELAY_SECONDS = 120;
// A burst into a channel that takes one message a second is refused often, and never in vain.
const MAX_THROTTLED_ATTEMPTS = 500;

/** Retries for about eight minutes, waiting 1, 2, 4 … 120 s, or as long as a throttle asks; a permanent failure ends at once. */
export const patient = { retryStrategy: retryDecision } satisfies StepConfig<unknown>;

function retryDecision(error: Error, attempt: number): RetryDecision {
  if (error instanceof PermanentFailure) {
    return { shouldRetry: false };
  }
  if (error instanceof Throttled) {
    return {
      shouldRetry: attempt < MAX_THROTTLED_ATTEMPTS,
      delay: { seconds: Math.max(1, Math.ceil(error.retryAfterSeconds)) },
    };
  }
  return { shouldRetry: attempt < MAX_ATTEMPTS, delay: { seconds: Math.min(2 ** (attempt - 1), MAX_DELAY_SECONDS) } };
}
