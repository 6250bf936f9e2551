import type { User } from "../../domain/user.ts";
import { cardLink } from "../text/card-link.ts";
import { slackDate } from "../text/date.ts";
import { escaped } from "../text/escape.ts";
import { mention } from "../text/mention.ts";
import { how } from "./outcome.ts";
import { nameAndAddress } from "./user-facts.ts";

const LONGEST_TEXT = 1_000;

/** Where an onboarding stands and how it came to that: who asked and when, until when, who decided, how, when and why. */
export function standing(user: User): string {
  const asked = `Asked for by ${user.requestedBy ? mention(user.requestedBy) : "the API"}, ${slackDate(user.createdAt)}`;
  const note = user.note ? [`Note: ${escaped(user.note, LONGEST_TEXT)}`] : [];
  const history = [asked, ...note, ...ended(user)].map((line) => `• ${line}`);
  return [`*${nameAndAddress(user)}* ${state(user)}${cardLink(user)}`, ...history].join("\n");
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
      return "was not decided about in time.";
    case "FAILED":
      return "could not be decided about.";
  }
}

function ended(user: User): string[] {
  const { decision } = user;
  switch (user.status) {
    case "PENDING_EMAIL_VERIFICATION":
      return [`A decision is due until ${slackDate(user.expiresAt)}`];
    case "ACTIVE":
      return [`Verified ${how(decision)}`];
    case "REJECTED":
      return [
        `Rejected ${how(decision)}`,
        ...(decision?.reason ? [`Reason: ${escaped(decision.reason, LONGEST_TEXT)}`] : []),
      ];
    case "EXPIRED":
      return [`Nobody decided until ${slackDate(user.expiresAt)}`];
    case "FAILED":
      return [`Failed: ${escaped(user.failure?.message ?? "the reason is not known.", LONGEST_TEXT)}`];
  }
}
