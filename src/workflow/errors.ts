import type { Refusal } from "../domain/ports.ts";
import type { Failure } from "../domain/user.ts";

const WHY: Record<Refusal, Failure> = {
  "user-pending": {
    name: "UserAlreadyPending",
    message: "This user's onboarding still waits for a decision; nothing was started.",
  },
  "user-active": { name: "UserAlreadyActive", message: "This user is active already; nothing was started." },
  "address-in-use": {
    name: "AddressInUse",
    message: "This address belongs to another user's onboarding; nothing was started.",
  },
};

/** What an execution fails with; the name stands for the kind: UserAlreadyPending, OnboardingUndeliverable and so on. */
export class OnboardingError extends Error {
  constructor({ name, message }: Failure) {
    super(message);
    this.name = name;
  }
}

/** Someone is in the way of this onboarding. */
export function refused(refusal: Refusal): OnboardingError {
  return new OnboardingError(WHY[refusal]);
}
