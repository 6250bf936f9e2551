/** A profile's life: pending until decided; `FAILED` when neither mail nor Slack could be told, so nobody could decide. */
export type UserStatus = "PENDING_EMAIL_VERIFICATION" | "ACTIVE" | "REJECTED" | "EXPIRED" | "FAILED";

/** Who decided, how and when. `by` is a Slack user ID, `at` an ISO 8601 time in UTC. */
export interface Decision {
  outcome: "verified" | "rejected";
  source: "email" | "slack";
  by?: string | undefined;
  reason?: string | undefined;
  at: string;
}

/** What an onboarding is asked for; `requestedBy` is a Slack user ID. */
export interface OnboardingRequest {
  userId: string;
  email: string;
  name: string;
  requestedBy?: string | undefined;
  /** What the requester wants the approvers to know; shown on the card alone. */
  note?: string | undefined;
}

/** Where a posted card stands. */
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
  /** The card about this onboarding, once it stands. */
  card?: Card | undefined;
  decision?: Decision | undefined;
  failure?: Failure | undefined;
}

/** How an onboarding ends, as its profile records it. */
export type Ending =
  | { status: "ACTIVE"; decision: Decision }
  | { status: "REJECTED"; decision: Decision }
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
