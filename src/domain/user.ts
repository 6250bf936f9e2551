import * as v from "valibot";

const text = v.optional(v.string());

/**
 * A profile's life: pending until decided, by email or in Slack, though the status is named after the email: programs read that name.
 * `CANCELLED` covers a withdrawal by the requester and a cancellation by an approver; `FAILED` means that it ended without a decision taking effect; `failure` says why.
 */
export const USER_STATUSES = [
  "PENDING_EMAIL_VERIFICATION",
  "ACTIVE",
  "REJECTED",
  "CANCELLED",
  "EXPIRED",
  "FAILED",
] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/**
 * Who decided, how and when, as callbacks and profiles hold it: `withdrawn` by the requester, `cancelled` by an approver; only
 * `verified` lets the user in. `by` is a Slack user ID, `comment` what that person typed, `at` an ISO 8601 time in UTC.
 */
export const DecisionRecord = v.object({
  outcome: v.picklist(["verified", "rejected", "withdrawn", "cancelled"]),
  source: v.picklist(["email", "slack"]),
  by: text,
  comment: text,
  at: v.pipe(v.string(), v.isoTimestamp()),
});
export type Decision = v.InferOutput<typeof DecisionRecord>;

/** The notifications whose failure is shown to people. */
export const Notice = v.picklist(["verification-email", "reminder-email", "welcome-email", "card", "card-update"]);
export type Notice = v.InferOutput<typeof Notice>;

/** A problem with an email that the email service had accepted; `reason` says why. */
export const MailTrouble = v.object({
  state: v.picklist(["bounced", "complained", "delayed", "rejected"]),
  reason: v.string(),
  at: v.string(),
});
export type MailTrouble = v.InferOutput<typeof MailTrouble>;

/** What letters have asked for so far, to answer people who ask again too soon. Times are ISO 8601 in UTC. */
export const LettersSoFar = v.object({
  resends: v.number(),
  resentAt: text,
  resentBy: text,
  nudgedAt: text,
  nudgedBy: text,
});
export type LettersSoFar = v.InferOutput<typeof LettersSoFar>;

/** A request to onboard someone; `requestedBy` is a Slack user ID. */
export interface OnboardingRequest {
  userId: string;
  email: string;
  name: string;
  requestedBy?: string | undefined;
  /** What the requester wants the approvers to know; shown only in Slack. */
  note?: string | undefined;
  /** The user's language, as a BCP 47 tag. */
  locale?: string | undefined;
}

/** Where a card was posted. */
export interface Card {
  channel: string;
  ts: string;
  /** The address that opens it in Slack. */
  permalink?: string | undefined;
}

/** A profile as stored. Times are ISO 8601 in UTC. */
export interface User extends OnboardingRequest {
  status: UserStatus;
  /** ARN of the durable execution that runs this onboarding. */
  execution: string;
  /** The engine's token for the decision: never put it into a link, a button, a page or a log. */
  callbackId: string;
  createdAt: string;
  /** When the decision window ends. */
  expiresAt: string;
  /** The card about this onboarding, once it is posted. */
  card?: Card | undefined;
  decision?: Decision | undefined;
  failure?: Failure | undefined;
  /** The notifications that failed permanently. */
  undelivered?: readonly Notice[] | undefined;
  /** The engine's token for the next letter: as secret as `callbackId`. */
  letterbox?: string | undefined;
  letters?: LettersSoFar | undefined;
  mail?: MailTrouble | undefined;
}

/** How an onboarding ends, as its profile records it. */
export type Ending =
  | { status: "ACTIVE"; decision: Decision }
  | { status: "REJECTED"; decision: Decision }
  | { status: "CANCELLED"; decision: Decision }
  | { status: "EXPIRED" }
  | { status: "FAILED"; failure: Failure };

/** A profile whose onboarding has ended, with its end. */
export type EndedUser = Omit<User, "status" | "decision" | "failure"> & Ending;

/** Why nobody could decide: a name for alarms and a sentence for people, without personal data. */
export interface Failure {
  name: string;
  message: string;
}

/** Names one onboarding of a user in links and cards: the last part of its execution's ARN, which is no credential. */
export function onboardingId(user: Pick<User, "execution">): string {
  return user.execution.slice(user.execution.lastIndexOf("/") + 1);
}

/** The name of a field in JSON and in the profile table, in snake case: `requested_by` for `requestedBy`. */
export function wireName(field: string): string {
  return field.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}
