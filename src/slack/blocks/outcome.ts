import type { CardNews } from "../../domain/ports.ts";
import type { Decision, User } from "../../domain/user.ts";
import { slackDate } from "../text/date.ts";
import { cut } from "../text/escape.ts";
import { person } from "../text/mention.ts";
import { type Words, words } from "../text/words.ts";

/** The longest reason that is shown; what people type is shorter. */
export const REASON_LIMIT = 1_000;

/** How an onboarding ended, as a heading and as a line for its card. */
export function outcome(user: User, news: CardNews = {}): { heading: string; line: Words } {
  switch (user.status) {
    case "ACTIVE":
      return {
        heading: "New user: verified",
        line: words`Verified ${how(user.decision)}. The user is active${welcome(news)}.`,
      };
    case "REJECTED":
      return {
        heading: "New user: rejected",
        line: words`Rejected ${how(user.decision)}. The user was not let in.${reason(user.decision)}`,
      };
    case "EXPIRED":
      return {
        heading: "New user: expired",
        line: words`Nobody decided until ${slackDate(user.expiresAt)}. The user was not let in; a new onboarding can be started.`,
      };
    case "FAILED":
      return {
        heading: "New user: failed",
        line: words`Ended before a decision took effect: ${cut(user.failure?.message ?? "the reason is not known.", REASON_LIMIT)} The user was not let in; a new onboarding can be started.`,
      };
    case "PENDING_EMAIL_VERIFICATION":
      return { heading: "New user: waiting", line: words`Waits for a decision until ${slackDate(user.expiresAt)}.` };
  }
}

/** Who decided, by which way and when: "by @Ann in Slack, today at 9:00". */
export function how(decision: Decision | undefined): Words {
  if (!decision) {
    return words`at a time not recorded`;
  }
  const who = decision.by ? words`by ${person(decision.by)} ` : "";
  const way = decision.source === "email" ? "by the mailed link" : words`${who}in Slack`;
  return words`${way}, ${slackDate(decision.at)}`;
}

function welcome({ welcomed, welcomeFailed }: CardNews): string {
  return welcomed ? " and was welcomed" : welcomeFailed ? ", but the welcome email could not be sent" : "";
}

function reason(decision: Decision | undefined): Words {
  return decision?.reason ? words` Reason: ${cut(decision.reason, REASON_LIMIT)}` : [];
}
