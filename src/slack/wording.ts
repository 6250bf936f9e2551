import type { CardNews } from "../domain/ports.ts";
import type { Decision, User } from "../domain/user.ts";
import {
  bold,
  cardLink,
  cut,
  fallback,
  type Message,
  nameAndAddress,
  person,
  richList,
  slackDate,
  type Words,
  words,
} from "./words.ts";

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
        line: words`Rejected ${how(user.decision)}. The user was not given access.${reason(user.decision)}`,
      };
    case "EXPIRED":
      return {
        heading: "New user: expired",
        line: words`Nobody decided by ${slackDate(user.expiresAt)}. The user was not given access. A new onboarding can be started.`,
      };
    case "FAILED":
      return {
        heading: "New user: failed",
        line: words`Ended before a decision took effect: ${cut(user.failure?.message ?? "the reason is not known.", REASON_LIMIT)} The user was not given access. A new onboarding can be started.`,
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
  const way = decision.source === "email" ? "by the emailed link" : words`${who}in Slack`;
  return words`${way}, ${slackDate(decision.at)}`;
}

function welcome({ welcomed, welcomeFailed }: CardNews): string {
  return welcomed ? " and was welcomed" : welcomeFailed ? ", but the welcome email could not be sent" : "";
}

function reason(decision: Decision | undefined): Words {
  return decision?.reason ? words` Reason: ${cut(decision.reason, REASON_LIMIT)}` : [];
}

/** Where an onboarding stands and how it came to that: who asked and when, until when, who decided, how, when and why. */
export function standing(user: User): Message {
  const heading = words`${bold(nameAndAddress(user))} ${state(user)}${cardLink(user)}`;
  const asked = words`Requested by ${user.requestedBy ? person(user.requestedBy) : "the API"}, ${slackDate(user.createdAt)}`;
  const note = user.note ? [words`Note: ${user.note}`] : [];
  const history = [asked, ...note, ...ended(user)];
  return {
    text: fallback(heading, ...history.map((line) => words`• ${line}`)),
    blocks: [richList(heading, history)],
  };
}

function state({ status }: User): string {
  switch (status) {
    case "PENDING_EMAIL_VERIFICATION":
      return "is waiting for a decision.";
    case "ACTIVE":
      return "is active.";
    case "REJECTED":
      return "was rejected.";
    case "EXPIRED":
      return "expired without a decision.";
    case "FAILED":
      return "ended before a decision took effect.";
  }
}

function ended(user: User): Words[] {
  const { decision } = user;
  switch (user.status) {
    case "PENDING_EMAIL_VERIFICATION":
      return [words`Decide by ${slackDate(user.expiresAt)}`];
    case "ACTIVE":
      return [words`Verified ${how(decision)}`];
    case "REJECTED":
      return [
        words`Rejected ${how(decision)}`,
        ...(decision?.reason ? [words`Reason: ${cut(decision.reason, REASON_LIMIT)}`] : []),
      ];
    case "EXPIRED":
      return [words`Nobody decided by ${slackDate(user.expiresAt)}`];
    case "FAILED":
      return [words`Failed: ${cut(user.failure?.message ?? "the reason is not known.", REASON_LIMIT)}`];
  }
}

/** How many of the pending a list shows at most. */
export const LIST_LIMIT = 10;

/** Who waits, since when and by when to decide, and where the card is, on one line. */
export function pendingLine(user: User): Words {
  const times = words`requested ${slackDate(user.createdAt)}, decide by ${slackDate(user.expiresAt)}.`;
  return words`${bold(nameAndAddress(user))} ${times}${cardLink(user)}`;
}

/** Said below a list that is not complete. */
export const MORE = "There are more. These have been waiting longest.";

/** Said where a list would be. */
export const NOBODY = "Nobody is waiting for a decision.";
