import type { User } from "../../domain/user.ts";
import { cardLink } from "../text/card-link.ts";
import { slackDate } from "../text/date.ts";
import { cut } from "../text/escape.ts";
import { person } from "../text/mention.ts";
import { bold, fallback, richList, type Words, words } from "../text/words.ts";
import type { Message } from "./message.ts";
import { how, REASON_LIMIT } from "./outcome.ts";
import { nameAndAddress } from "./user-facts.ts";

/** Where an onboarding stands and how it came to that: who asked and when, until when, who decided, how, when and why. */
export function standing(user: User): Message {
  const heading = words`${bold(nameAndAddress(user))} ${state(user)}${cardLink(user)}`;
  const asked = words`Asked for by ${user.requestedBy ? person(user.requestedBy) : "the API"}, ${slackDate(user.createdAt)}`;
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
      return "waits for a decision.";
    case "ACTIVE":
      return "is active.";
    case "REJECTED":
      return "was rejected.";
    case "EXPIRED":
      return "expired without a decision.";
    case "FAILED":
      return "could not be decided about.";
  }
}

function ended(user: User): Words[] {
  const { decision } = user;
  switch (user.status) {
    case "PENDING_EMAIL_VERIFICATION":
      return [words`A decision is due until ${slackDate(user.expiresAt)}`];
    case "ACTIVE":
      return [words`Verified ${how(decision)}`];
    case "REJECTED":
      return [
        words`Rejected ${how(decision)}`,
        ...(decision?.reason ? [words`Reason: ${cut(decision.reason, REASON_LIMIT)}`] : []),
      ];
    case "EXPIRED":
      return [words`Nobody decided until ${slackDate(user.expiresAt)}`];
    case "FAILED":
      return [words`Failed: ${cut(user.failure?.message ?? "the reason is not known.", REASON_LIMIT)}`];
  }
}
