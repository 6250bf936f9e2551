import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { User } from "../domain/user.ts";

/** Logs each notice that failed for good, for the operator's alarm; the onboarding goes on by the other channel. */
export function logUndelivered(
  ctx: DurableContext,
  user: User,
  notices: Record<string, PromiseSettledResult<unknown>>,
): void {
  for (const [notice, { status, ...rest }] of Object.entries(notices)) {
    if (status === "rejected") {
      const reason = nameOf((rest as { reason: unknown }).reason);
      ctx.logger.error("notice not delivered", { user_id: user.userId, execution: user.execution, notice, reason });
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
