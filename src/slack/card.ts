import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  Overflow,
  PlainTextElement,
  RichTextBlock,
} from "@slack/types";
import { unicodeDomain } from "../domain/address.ts";
import { type User, onboardingId } from "../domain/user.ts";
import { ACTION, CHOICE, CONTROLS } from "./ids.ts";
import { asked, mailTrouble, outcome, details } from "./wording.ts";
import {
  type Message,
  type Words,
  bold,
  fallback,
  nameAndAddress,
  plain,
  richText,
  slackDate,
  words,
} from "./words.ts";

/** Said in the card and in its thread. */
export const MAIL_FAILED = "The email with the link could not be sent. Please decide here.";

/** The card of a user who is waiting for a decision; its text, which notifications and screen readers use, says all that decides. */
export function pendingCard(user: User): Message {
  const decideBy = words`Decide by ${slackDate(user.expiresAt)}`;
  const isMailLost = user.undelivered?.includes("verification-email");
  const trouble = isMailLost ? [words`${MAIL_FAILED}`] : mailTrouble(user);
  return {
    text: fallback(
      words`Approval needed: ${nameAndAddress(user)}. ${asked(user)}. ${decideBy}.`,
      ...trouble,
      ...details(user),
    ),
    blocks: [
      heading("⏳ Approval needed", user),
      address(user),
      context(words`${asked(user)} · ${decideBy}`),
      ...details(user).map((detail) => richText(detail)),
      ...trouble.map((line) => richText(bold(words`⚠️ ${line}`))),
      controls(user),
    ],
  };
}

/** The same card when the onboarding has ended: no controls; who decided, when and why. */
export function closedCard(user: User): Message {
  const { mark, line, comment } = outcome(user);
  return {
    text: fallback(words`${nameAndAddress(user)}: ${line}`, ...comment),
    blocks: [
      heading(mark, user),
      address(user),
      richText(line, ...comment),
      context(words`${asked(user)}`),
      ...details(user).map((detail) => richText(detail)),
    ],
  };
}

/** Plain text without emoji names shows a name as it was typed; a header has 150 characters at most. https://docs.slack.dev/reference/block-kit/blocks/header-block */
function heading(mark: string, { name }: User): HeaderBlock {
  return { type: "header", text: plainText(`${mark}: ${plain(name, 100)}`) };
}

/**
 * The address that is mailed to, which can be pasted back and cannot be mistaken for another one. Punycode can't be read:
 * its letters are shown beside it, never in its place, because letters of two alphabets can look the same.
 */
function address({ email }: User): RichTextBlock {
  const domain = unicodeDomain(email);
  return richText(bold(email), ...(domain ? [words`Its domain reads ${domain}`] : []));
}

/** A line of our own words in small print. A context block takes no rich text, so nothing that a person typed belongs here. */
function context(line: Words): ContextBlock {
  return { type: "context", elements: [{ type: "mrkdwn", text: fallback(line) }] };
}

/** A pending card's buttons and menu. They carry the user ID, and the block the onboarding; never the engine's callback ID. */
export function controls(user: User): ActionsBlock {
  return {
    type: "actions",
    block_id: `${CONTROLS}${onboardingId(user)}`,
    elements: [verifyButton(user), rejectButton(user), ...(isUnreachable(user) ? [again(user)] : []), moreMenu(user)],
  };
}

/** Whether no email will ever reach the address. */
function isUnreachable({ mail }: User): boolean {
  return mail?.state === "bounced" || mail?.state === "rejected";
}

function again(user: User): Button {
  return {
    type: "button",
    action_id: ACTION.again,
    value: user.userId,
    text: { type: "plain_text", text: "Start again with another address" },
    accessibility_label: plain(`Start ${plain(user.name, 40)} again with another address`, 75),
  };
}

/** The button that verifies, on a card or, with an action ID and a value of its own, elsewhere. */
export function verifyButton(user: User, action_id: string = ACTION.verify, value = user.userId): Button {
  return {
    type: "button",
    action_id,
    value,
    style: "primary",
    text: { type: "plain_text", text: "Verify" },
    accessibility_label: plain(`Verify ${user.name} (${user.email})`, 75),
  };
}

/** The same for a rejection. A mistaken tap on a phone is common, and a rejection is final: Slack asks before it sends the press. */
export function rejectButton(user: User, action_id: string = ACTION.reject, value = user.userId): Button {
  return {
    type: "button",
    action_id,
    value,
    style: "danger",
    text: { type: "plain_text", text: "Reject" },
    accessibility_label: plain(`Reject ${user.name} (${user.email})`, 75),
    confirm: {
      title: { type: "plain_text", text: "Reject this user?" },
      text: plainText(`${plain(user.name, 200)} will not get access. This cannot be undone.`),
      confirm: { type: "plain_text", text: "Reject" },
      deny: { type: "plain_text", text: "Cancel" },
      style: "danger",
    },
  };
}

/** Slack gives this menu no label of its own, so each option says what it does to whom; an option has 75 characters. https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
export function moreMenu({ userId, name }: User, action_id: string = ACTION.more): Overflow {
  const who = plain(name, 40);
  const option = (choice: string, label: string) => ({ text: plainText(label), value: `${userId}${CHOICE}${choice}` });
  return {
    type: "overflow",
    action_id,
    options: [
      option("verified", `Verify ${who} with a comment…`),
      option("rejected", `Reject ${who} with a reason…`),
      option("resend", `Resend the email to ${who}`),
      option("again", `Start ${who} again with another address…`),
    ],
  };
}

/** Text that is shown as it was typed. */
function plainText(text: string): PlainTextElement {
  return { type: "plain_text", text, emoji: false };
}
