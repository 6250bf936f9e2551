import type { CardNews } from "../../domain/ports.ts";
import type { Decision, User } from "../../domain/user.ts";
import { slackDate } from "../text/date.ts";
import { escaped } from "../text/escape.ts";
import { mention } from "../text/mention.ts";

// Slack allows a section 3,000 characters; a reason of this length leaves room for the rest and is long enough to read.
const REASON_LIMIT = 1_000;

/** How an onboarding ended, as a heading and as a line for its card. */
export function outcome(user: User, { welcomed = false }: CardNews = {}): { heading: string; line: string } {
  switch (user.status) {
    case "ACTIVE":
      return {
        heading: "New user: verified",
        line: `Verified ${how(user.decision)}. The user is active${welcomed ? " and was welcomed" : ""}.`,
      };
    case "REJECTED":
      return {
        heading: "New user: rejected",
        line: `Rejected ${how(user.decision)}. The user was not let in.${reason(user.decision)}`,
      };
    case "EXPIRED":
      return {
        heading: "New user: expired",
        line: `Nobody decided until ${slackDate(user.expiresAt)}. The user was not let in; a new onboarding can be started.`,
      };
    case "FAILED":
      return {
        heading: "New user: failed",
        line: `Ended without a decision: ${escaped(user.failure?.message ?? "the reason is not known.", REASON_LIMIT)} The user was not let in; a new onboarding can be started.`,
      };
    case "PENDING_EMAIL_VERIFICATION":
      return { heading: "New user: waiting", line: `Waits for a decision until ${slackDate(user.expiresAt)}.` };
  }
}

/** Who decided, by which way and when: "by @Ann in Slack, today at 9:00". */
export function how(decision: Decision | undefined): string {
  if (!decision) {
    return "at a time not recorded";
  }
  const who = decision.by ? `by ${mention(decision.by)} ` : "";
  const way = decision.source === "email" ? "by the mailed link" : `${who}in Slack`;
  return `${way}, ${slackDate(decision.at)}`;
}

function reason(decision: Decision | undefined): string {
  return decision?.reason ? ` Reason: ${escaped(decision.reason, REASON_LIMIT)}` : "";
}
