import type { CardNews } from "../../domain/ports.ts";
import type { User } from "../../domain/user.ts";
import { slackDate } from "../text/date.ts";
import { fallback, words } from "../text/words.ts";
import { controls } from "./controls.ts";
import type { Message } from "./message.ts";
import { facts, nameAndAddress } from "./user-facts.ts";

/** Said in the card and in its thread. */
export const MAIL_FAILED = "The email with the link could not be sent. Please decide here.";

/** The card of a user who waits for a decision. */
export function pendingCard(user: User, { mailFailed = false }: CardNews = {}): Message {
  const waiting = words`${nameAndAddress(user)} waits to be verified or rejected until ${slackDate(user.expiresAt)}.`;
  return {
    text: fallback(mailFailed ? words`${waiting} ${MAIL_FAILED}` : waiting),
    blocks: [
      { type: "header", text: { type: "plain_text", text: "A new user waits for a decision" } },
      ...facts(user),
      ...(mailFailed
        ? [{ type: "section" as const, text: { type: "mrkdwn" as const, text: `:warning: *${MAIL_FAILED}*` } }]
        : []),
      controls(user),
    ],
  };
}
