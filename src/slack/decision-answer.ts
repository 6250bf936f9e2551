import type { Verdict } from "../domain/decide.ts";
import type { Decision, User } from "../domain/user.ts";
import { how } from "./blocks/outcome.ts";
import { type Message, message } from "./blocks/message.ts";
import { nameAndAddress } from "./blocks/user-facts.ts";
import { slackDate } from "./text/date.ts";
import { type Words, words } from "./text/words.ts";

/** What is true after an attempt to decide, for the one who made it: delivered, or nothing changed and why. */
export function decisionAnswer(verdict: Exclude<Verdict, { kind: "unknown" }>, outcome: Decision["outcome"]): Message {
  const { kind, user } = verdict;
  switch (kind) {
    case "delivered":
      return message(words`You ${outcome} ${nameAndAddress(user)}. The card follows in a moment.`);
    case "deciding":
      return message(words`Someone has just decided on ${nameAndAddress(user)}. The card will show the outcome.`);
    case "stopped":
      return message(
        words`Nothing was changed: the onboarding of ${nameAndAddress(user)} ended before a decision took effect and is being closed. A new one can be started with /onboard in a few minutes.`,
      );
    case "decided":
    case "expired":
    case "failed":
      return message(words`Nothing was changed: ${standing(user)}`);
  }
}

/** What is true of the user of a card that is about an earlier onboarding, or about one that is no longer kept. */
export function earlierCardAnswer(user: User | undefined): Message {
  return user
    ? message(
        words`Nothing was changed: this card is about an earlier onboarding. In the latest one, ${standing(user)}`,
      )
    : message(words`Nothing was changed: this card is about an onboarding that is no longer kept.`);
}

/** How an onboarding stands, as a part of a sentence. */
function standing(user: User): Words {
  const who = nameAndAddress(user);
  switch (user.status) {
    case "PENDING_EMAIL_VERIFICATION":
      return words`${who} waits for a decision${otherCard(user)}, until ${slackDate(user.expiresAt)}.`;
    case "ACTIVE":
      return words`${who} was already verified ${how(user.decision)}.`;
    case "REJECTED":
      return words`${who} was already rejected ${how(user.decision)}.`;
    case "EXPIRED":
      return words`nobody decided about ${who} until ${slackDate(user.expiresAt)}. A new onboarding can be started with /onboard.`;
    case "FAILED":
      return words`the onboarding of ${who} ended before a decision took effect. A new one can be started with /onboard.`;
  }
}

function otherCard({ card }: User): Words {
  return card?.permalink ? words` on ${{ type: "link", url: card.permalink, text: "another card" }}` : [];
}
