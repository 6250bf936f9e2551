import type { Verdict } from "../domain/decide.ts";
import type { Decision, User } from "../domain/user.ts";
import { how } from "./blocks/outcome.ts";
import { nameAndAddress } from "./blocks/user-facts.ts";
import { slackDate } from "./text/date.ts";

/** What is true after an attempt to decide, for the one who made it: delivered, or nothing changed and why. */
export function decisionAnswer(verdict: Exclude<Verdict, { kind: "unknown" }>, outcome: Decision["outcome"]): string {
  const { kind, user } = verdict;
  switch (kind) {
    case "delivered":
      return `You ${outcome} ${nameAndAddress(user)}. The card follows in a moment.`;
    case "deciding":
      return `Nothing was changed: someone has just decided on ${nameAndAddress(user)}. The card will show the outcome.`;
    case "stopped":
      return `Nothing was changed: the onboarding of ${nameAndAddress(user)} ended without a decision and is being closed. A new one can be started with \`/onboard\` in a few minutes.`;
    case "decided":
    case "expired":
    case "failed":
      return `Nothing was changed: ${standing(user)}`;
  }
}

/** What is true of the user of a card that is about an earlier onboarding, or about one that is no longer kept. */
export function earlierCardAnswer(user: User | undefined): string {
  return user
    ? `Nothing was changed: this card is about an earlier onboarding. In the latest one, ${standing(user)}`
    : "Nothing was changed: this card is about an onboarding that is no longer kept.";
}

/** How an onboarding stands, as a part of a sentence. */
function standing(user: User): string {
  const who = nameAndAddress(user);
  switch (user.status) {
    case "PENDING_EMAIL_VERIFICATION":
      return `${who} waits for a decision${user.card?.permalink ? ` on <${user.card.permalink}|another card>` : ""}, until ${slackDate(user.expiresAt)}.`;
    case "ACTIVE":
      return `${who} was already verified ${how(user.decision)}.`;
    case "REJECTED":
      return `${who} was already rejected ${how(user.decision)}.`;
    case "EXPIRED":
      return `nobody decided about ${who} until ${slackDate(user.expiresAt)}. A new onboarding can be started with \`/onboard\`.`;
    case "FAILED":
      return `the onboarding of ${who} ended without a decision. A new one can be started with \`/onboard\`.`;
  }
}
