import { CallbackExternalError, CallbackTimeoutError } from "@aws/durable-execution-sdk-js";
import { parseDecision } from "../domain/parse.ts";
import type { Ending } from "../domain/user.ts";

/**
 * Waits for the decision and turns the callback's ways to end into a value: the only try/catch of the workflow.
 * A completion without a decision (given up, or an operator's) is a failure under the name that it came with.
 */
export async function settle(decided: PromiseLike<string>): Promise<Ending> {
  try {
    const decision = parseDecision(await decided);
    return decision?.outcome === "verified"
      ? { status: "ACTIVE", decision }
      : undecided("OnboardingUndecided", "The callback succeeded, but not with a decision to verify.");
  } catch (error) {
    if (error instanceof CallbackTimeoutError) {
      return { status: "EXPIRED" };
    }
    if (!(error instanceof CallbackExternalError)) {
      throw error;
    }
    const decision = parseDecision(error.errorData);
    return decision?.outcome === "rejected"
      ? { status: "REJECTED", decision }
      : undecided(error.cause?.name ?? "OnboardingUndecided", error.message);
  }
}

function undecided(name: string, message: string): Ending {
  return { status: "FAILED", failure: { name, message } };
}
