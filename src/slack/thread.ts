import type { NotStarted } from "../domain/close-ended.ts";
import type { ThreadEvent } from "../domain/ports.ts";
import type { OnboardingRequest, User } from "../domain/user.ts";
import { MAIL_FAILED } from "./card.ts";
import { asked, mailTrouble, outcome } from "./wording.ts";
import { cardLink, type Message, message, nameAndAddress, person, slackDate, type Words, words } from "./words.ts";

/** The message that an event adds to a card's thread, which is the onboarding's audit trail. */
export function threadMessage(event: ThreadEvent, user: User): Message {
  return message(...lines(event, user));
}

function lines(event: ThreadEvent, user: User): Words[] {
  switch (event) {
    case "verification-email":
      return [words`${MAIL_FAILED}`];
    case "reminder-email":
      return [words`The reminder email could not be sent.`];
    case "welcome-email":
      return [words`The welcome email could not be sent.`];
    case "card":
    case "card-update":
      return [words`This card could not be brought up to date.`];
    case "reminded":
      return [reminder(user)];
    case "escalated":
      return [escalation(user)];
    case "decided":
      return told(user);
    case "nudged":
      return [nudge(user)];
    case "resent":
      return [words`The verification email was sent again, at the request of ${asker(user.letters?.resentBy)}.`];
    case "mail-bounced":
      return mailTrouble(user);
  }
}

function told(user: User): Words[] {
  const { line, comment } = outcome(user);
  return [line, ...comment];
}

/** The text of a nudge. */
function nudge(user: User): Words {
  return words`${asker(user.letters?.nudgedBy)} asks again: ${stillWaiting(user)}`;
}

function asker(userId: string | undefined): Words {
  return words`${userId ? person(userId) : "the new user"}`;
}

/** The reply below a card that still waits. */
export function reminder(user: User): Words {
  return words`Reminder: ${stillWaiting(user)}`;
}

/** The channel shows it too, away from the card, so it links to the card. */
function stillWaiting(user: User): Words {
  const decide = user.card?.permalink ? cardLink(user) : " Verify or reject on the card above.";
  return words`${nameAndAddress(user)} is still waiting for a decision, until ${slackDate(user.expiresAt)}.${decide}`;
}

/** What the last reminder says to those whom it escalates to, in the thread or in another channel. */
export function escalation(user: User): Words {
  return words`Nobody has decided on ${nameAndAddress(user)} yet, and the request expires ${slackDate(user.expiresAt)}. Please make sure that an approver decides.${cardLink(user)}`;
}

/** The direct message that asks an approver. */
export function approverQuestion(user: User): Message {
  return message(
    words`Approval needed: ${nameAndAddress(user)}. ${asked(user)}. Decide by ${slackDate(user.expiresAt)}.${cardLink(user)}`,
    ...(user.note ? [words`Note: ${user.note}`] : []),
  );
}

/** The direct message to the requester when their request has ended. */
export function requesterAnswer(user: User): Message {
  const { line, comment } = outcome(user);
  return message(words`You requested access for ${nameAndAddress(user)}. ${line}${cardLink(user)}`, ...comment);
}

/**
 * The direct message to the requester when an onboarding did not start after all. About an address that is taken it says no more than a
 * person who can't see onboardings may know.
 */
export function notStarted(request: OnboardingRequest, why: NotStarted): Message {
  const who = nameAndAddress(request);
  return why === "taken"
    ? message(
        words`The onboarding of ${who} that you requested did not start: this address already has an onboarding or an account. An approver can tell you more.`,
      )
    : message(
        words`The onboarding of ${who} that you requested did not start: something went wrong on our side. Please start it again.`,
      );
}
