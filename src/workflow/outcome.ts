import { CallbackExternalError, CallbackTimeoutError } from "@aws/durable-execution-sdk-js";
import { parseDecision } from "../domain/decide.ts";
import type { Refusal } from "../domain/ports.ts";
import type { Decision, Ending, Failure } from "../domain/user.ts";

/** What an execution returns: the wire contract's ends. */
export type Result =
  | { status: "COMPLETED"; user: { user_id: string; status: "ACTIVE" }; decision: Decision }
  | { status: "REJECTED" | "CANCELLED"; user_id: string; decision: Decision }
  | { status: "EXPIRED"; user_id: string };

const REFUSED: Record<Refusal, Failure> = {
  "user-pending": {
    name: "UserAlreadyPending",
    message: "This user's onboarding is still waiting for a decision; nothing was started.",
  },
  "user-active": { name: "UserAlreadyActive", message: "This user is already active; nothing was started." },
  "address-in-use": {
    name: "AddressInUse",
    message: "This address belongs to another user's onboarding; nothing was started.",
  },
};

/** The error that an execution fails with; its name says the kind: UserAlreadyPending, OnboardingUndeliverable and so on. */
class OnboardingError extends Error {
  constructor({ name, message }: Failure) {
    super(message);
    this.name = name;
  }
}

/** The error of a start whose user or address is taken. */
export function refused(refusal: Refusal): OnboardingError {
  return new OnboardingError(REFUSED[refusal]);
}

/** Waits for the decision, and turns each way in which the callback can end into a value. */
export async function endingOf(decided: PromiseLike<string>): Promise<Ending> {
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
    switch (decision?.outcome) {
      case "rejected":
        return { status: "REJECTED", decision };
      case "withdrawn":
      case "cancelled":
        return { status: "CANCELLED", decision };
      case "verified":
      case undefined: // our own giving up, or an operator's failure, under the name that it came with
        return undecided(error.cause?.name ?? "OnboardingUndecided", error.message);
    }
  }
}

/** What the execution returns for an end. Throws the failure of one that failed. */
export function resultOf(user_id: string, ending: Ending): Result {
  switch (ending.status) {
    case "ACTIVE":
      return { status: "COMPLETED", user: { user_id, status: "ACTIVE" }, decision: ending.decision };
    case "REJECTED":
    case "CANCELLED":
      return { status: ending.status, user_id, decision: ending.decision };
    case "EXPIRED":
      return { status: "EXPIRED", user_id };
    case "FAILED":
      throw new OnboardingError(ending.failure);
  }
}

function undecided(name: string, message: string): Ending {
  return { status: "FAILED", failure: { name, message } };
}
