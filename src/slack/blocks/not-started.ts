import type { NotStarted } from "../../domain/close-ended.ts";
import type { OnboardingRequest } from "../../domain/user.ts";
import { words } from "../text/words.ts";
import { type Message, message } from "./message.ts";
import { nameAndAddress } from "./user-facts.ts";

/**
 * What the requester is told in a direct message when an onboarding that was said to have started was not. It says no more
 * about an address that is taken than someone who may not see onboardings may know.
 */
export function notStarted(request: OnboardingRequest, why: NotStarted): Message {
  const who = nameAndAddress(request);
  return why === "taken"
    ? message(
        words`The onboarding of ${who} that you requested did not start: this address already has an onboarding or an account. An approver can tell you more.`,
      )
    : message(
        words`The onboarding of ${who} that you requested did not start: something went wrong on our side. Please start it again.`,
      );
}
