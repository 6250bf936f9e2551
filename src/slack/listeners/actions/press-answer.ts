import type { Verdict } from "../../../domain/decide.ts";
import type { Decision } from "../../../domain/user.ts";
import { how } from "../../blocks/outcome.ts";
import { nameAndAddress } from "../../blocks/user-facts.ts";
import { slackDate } from "../../text/date.ts";

/** What is true after a press, for the one who pressed: delivered, or nothing changed and why. */
export function pressAnswer(verdict: Verdict, outcome: Decision["outcome"]): string {
  if (verdict.kind === "unknown") {
    return "Nothing was changed: this card is about an earlier onboarding, or about one that is no longer kept.";
  }
  const { user } = verdict;
  const who = nameAndAddress(user);
  switch (verdict.kind) {
    case "delivered":
      return outcome === "verified"
        ? `You verified ${who}. The card follows in a moment.`
        : `You rejected ${who}. The card follows in a moment.`;
    case "decided":
      return `Nothing was changed: ${who} was already ${user.decision?.outcome ?? "decided about"} ${how(user.decision)}.`;
    case "deciding":
      return `Nothing was changed: it was decided about ${who} a moment ago. The card will say how.`;
    case "expired":
      return `Nothing was changed: nobody decided about ${who} until ${slackDate(user.expiresAt)}. A new onboarding can be started with \`/onboard\`.`;
    case "failed":
      return `Nothing was changed: the onboarding of ${who} ended without a decision. A new one can be started with \`/onboard\`.`;
  }
}
