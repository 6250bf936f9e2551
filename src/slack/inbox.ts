import type { ActionsBlock, Button, Checkboxes, DividerBlock, KnownBlock } from "@slack/types";
import { type User, onboardingId } from "../domain/user.ts";
import type { Access, Actor } from "./access.ts";
import { moreMenu, rejectButton, verifyButton } from "./card.ts";
import { ACTION, CHOICE, CONTROLS } from "./ids.ts";
import { isRequester, withdrawButton } from "./withdraw.ts";
import { asked, details, lost, mailTrouble } from "./wording.ts";
import { bold, cardLink, nameAndAddress, plain, richText, slackDate, type Words, words } from "./words.ts";

/** The person looking at pending onboardings; they see the controls that they can use. */
export interface Looker {
  actor: Actor;
  /** Whether they can decide on other people's requests. */
  isApprover: boolean;
  access: Pick<Access, "fourEyes">;
}

/** A pending onboarding on the Home tab: what its card says, and the controls that this person can use. */
export function homeRow(user: User, { actor, isApprover, access }: Looker): KnownBlock[] {
  const decides = isApprover && access.fourEyes(actor, user) === undefined;
  const { homeVerify, homeReject, homeMore, homeNudge, homeWithdraw } = ACTION;
  const elements: ActionsBlock["elements"] = [
    ...(decides ? [verifyButton(user, homeVerify), rejectButton(user, homeReject), moreMenu(user, homeMore)] : []),
    ...(isRequester(actor, user) ? [nudge(user, homeNudge), withdrawButton(user, homeWithdraw)] : []),
    ...(decides ? [select(user)] : []),
  ];
  return [row(user), ...(elements.length > 0 ? [controls(user, elements)] : []), END];
}

/** A pending onboarding in the answer to `/onboard list`, where `cursor` leads to its page. */
export function listRow(user: User, { actor, access }: Looker, cursor: string): KnownBlock[] {
  if (access.fourEyes(actor, user) !== undefined) {
    return [row(user), END];
  }
  const value = `${user.userId}${CHOICE}${cursor}`;
  return [
    row(user),
    controls(user, [verifyButton(user, ACTION.listVerify, value), rejectButton(user, ACTION.listReject, value)]),
    END,
  ];
}

/** Below each row: without it, buttons seem to belong to the name below them. */
export const END: DividerBlock = { type: "divider" };

function controls(user: User, elements: ActionsBlock["elements"]): ActionsBlock {
  return { type: "actions", block_id: `${CONTROLS}${onboardingId(user)}`, elements };
}

function row(user: User): KnownBlock {
  return richText(...waiting(user));
}

/** Its value names the user, its block the onboarding. */
function select(user: User): Checkboxes {
  const text = { type: "plain_text" as const, text: `Select ${plain(user.name, 60)}`, emoji: false };
  return { type: "checkboxes", action_id: ACTION.homeSelect, options: [{ text, value: user.userId }] };
}

function nudge(user: User, action_id: string): Button {
  return {
    type: "button",
    action_id,
    value: user.userId,
    text: { type: "plain_text", text: "Nudge" },
    accessibility_label: plain(`Nudge the approvers about ${user.name} (${user.email})`, 75),
  };
}

/** The most rows on a page of a list. */
export const LIST_LIMIT = 10;

/** The user; who asked, when, the deadline and the card; then the note and any trouble with the email. */
export function waiting(user: User): Words[] {
  return [
    words`${bold(nameAndAddress(user))}${lost(user)}`,
    words`${asked(user)} · Decide by ${slackDate(user.expiresAt)}.${cardLink(user)}`,
    ...details(user),
    ...mailTrouble(user).map((line) => words`⚠️ ${line}`),
  ];
}

/** The user, since when, the deadline and the card, on one line. */
export function pendingLine(user: User): Words {
  const times = words`requested ${slackDate(user.createdAt)}, decide by ${slackDate(user.expiresAt)}${lost(user)}.`;
  return words`${bold(nameAndAddress(user))} ${times}${cardLink(user)}`;
}

/** Shown below a page that isn't the last one. */
export const MORE = "There are more. Press Next to see them.";

/** The same, if finding the pending took too long. */
export const MAYBE_MORE = "There may be more. Press Next to go on.";

/** Shown in place of an empty list. */
export const NOBODY = "Nobody is waiting for a decision.";
