import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { User } from "../domain/user.ts";

/** Logs each notice that failed for good, for the operator's alarm; the onboarding goes on by the other channel. */
export function logUndelivered(
  { logger }: DurableContext,
  { userId, execution }: User,
  notices: Record<string, PromiseSettledResult<unknown>>,
): void {
  for (const [notice, outcome] of Object.entries(notices)) {
    if (outcome.status === "rejected") {
      logger.error("notice not delivered", { user_id: userId, execution, notice, reason: nameOf(outcome.reason) });
    }
  }
}

/** A failed step's error has the original one's name on its cause. Its message is left out: it may hold an address. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return "Error";
  }
  return error.cause instanceof Error ? error.cause.name : error.name;
}
