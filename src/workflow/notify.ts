import type { DurableContext, DurablePromise } from "@aws/durable-execution-sdk-js";
import type { Channel } from "../domain/ports.ts";
import type { User } from "../domain/user.ts";
import type { Onboard } from "./onboard.ts";
import { patient } from "./retry-policy.ts";

/**
 * Notices about a user, each a step of its own, retried patiently. Failing for good one rejects, and undoes nothing that
 * was decided. It is logged and counted inside the step, for whatever stands outside is run again by every replay.
 */
export function notices(ctx: DurableContext, { metrics }: Onboard, { userId, execution }: User) {
  return <T>(through: Channel, step: string, send: (attempt: number) => Promise<T>): DurablePromise<T> => {
    const attempted = async ({ logger, attempt }: { logger: DurableContext["logger"]; attempt: number }) => {
      try {
        return await send(attempt);
      } catch (error) {
        const failure = error instanceof Error ? error : new Error("Unknown");
        if (!patient.retryStrategy(failure, attempt).shouldRetry) {
          // The name alone: a message may hold an address.
          logger.error("notice not delivered", { user_id: userId, execution, notice: step, reason: failure.name });
          metrics.undelivered(through);
        }
        throw error;
      }
    };
    return ctx.step(step, attempted, patient);
  };
}

/** What a failed step failed with: its error has the original one's name on its cause. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return "Error";
  }
  return error.cause instanceof Error ? error.cause.name : error.name;
}
