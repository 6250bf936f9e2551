import type { ActionsBlock, Button, Overflow, RichTextBlock } from "@slack/types";
import { unicodeDomain } from "../domain/request.ts";
import type { CardNews } from "../domain/ports.ts";
import { type User, onboardingId } from "../domain/user.ts";
import { ACTION, CONTROLS } from "./ids.ts";
import { outcome } from "./wording.ts";
import {
  type Message,
  type Words,
  bold,
  fallback,
  nameAndAddress,
  person,
  plain,
  richText,
  slackDate,
  words,
} from "./words.ts";

/** Said in the card and in its thread. */
export const MAIL_FAILED = "The email with the link could not be sent. Please decide here.";

/** The card of a user who is waiting for a decision. */
export function pendingCard(user: User, { mailFailed = false }: CardNews = {}): Message {
  const waiting = words`Approval needed: ${nameAndAddress(user)}. Decide by ${slackDate(user.expiresAt)}.`;
  return {
    text: fallback(mailFailed ? words`${waiting} ${MAIL_FAILED}` : waiting),
    blocks: [
      { type: "header", text: { type: "plain_text", text: `Approval needed: ${plain(user.name, 100)}`, emoji: false } },
      ...facts(user),
      ...(mailFailed
        ? [{ type: "section" as const, text: { type: "mrkdwn" as const, text: `:warning: *${MAIL_FAILED}*` } }]
        : []),
      controls(user),
    ],
  };
}

/** The same card when the onboarding has ended: no controls, and one line saying how it ended. */
export function closedCard(user: User, news?: CardNews): Message {
  const { heading, line } = outcome(user, news);
  return {
    text: fallback(words`${nameAndAddress(user)}: ${line}`),
    blocks: [{ type: "header", text: { type: "plain_text", text: heading } }, ...facts(user), richText(line)],
  };
}

/** Who is to be let in, who asked and since when; until when, while that matters; and the requester's note, if any. */
export function facts(user: User): RichTextBlock[] {
  const known = richText(
    fact("Name", user.name),
    ...address(user),
    fact("User ID", user.userId),
    fact("Requested by", user.requestedBy ? person(user.requestedBy) : "the API"),
    fact("Requested", slackDate(user.createdAt)),
    ...(user.status === "PENDING_EMAIL_VERIFICATION" ? [fact("Decide by", slackDate(user.expiresAt))] : []),
  );
  return [known, ...(user.note ? [richText(bold("Note"), words`${user.note}`)] : [])];
}

/**
 * The address that is mailed to, which can be pasted back and cannot be mistaken for another one. Punycode can't be read:
 * its letters are shown beside it, never in its place, for letters of two alphabets can look the same.
 */
function address({ email }: User): Words[] {
  const domain = unicodeDomain(email);
  return [fact("Email", email), ...(domain ? [fact("Its domain reads", domain)] : [])];
}

function fact(label: string, value: Parameters<typeof words>[1]): Words {
  return words`${bold(`${label}:`)} ${value ?? ""}`;
}

/** A pending card's buttons and menu. They carry the user ID, and the block the onboarding; never the engine's callback ID. */
export function controls(user: User): ActionsBlock {
  return {
    type: "actions",
    block_id: `${CONTROLS}${onboardingId(user)}`,
    elements: [verify(user), reject(user), more(user)],
  };
}

function verify(user: User): Button {
  return {
    type: "button",
    action_id: ACTION.verify,
    value: user.userId,
    style: "primary",
    text: { type: "plain_text", text: "Verify" },
    accessibility_label: plain(`Verify ${user.name}`, 75),
  };
}

/** A mistaken tap on a phone is common, and a rejection is final: Slack asks before it sends the press. */
function reject(user: User): Button {
  return {
    type: "button",
    action_id: ACTION.reject,
    value: user.userId,
    style: "danger",
    text: { type: "plain_text", text: "Reject" },
    accessibility_label: plain(`Reject ${user.name}`, 75),
    confirm: {
      title: { type: "plain_text", text: "Reject this user?" },
      text: {
        type: "plain_text",
        text: `${plain(user.name, 200)} will not get access. This cannot be undone.`,
        emoji: false,
      },
      confirm: { type: "plain_text", text: "Reject" },
      deny: { type: "plain_text", text: "Cancel" },
      style: "danger",
    },
  };
}

function more(user: User): Overflow {
  return {
    type: "overflow",
    action_id: ACTION.more,
    options: [{ text: { type: "plain_text", text: "Reject with a reason…" }, value: user.userId }],
  };
}
