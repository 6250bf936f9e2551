import type { Decision, Ending, Failure, OnboardingRequest, User } from "./user.ts";

/** Why a profile could not be created: someone is in the way. */
export type Refusal = "user-pending" | "user-active" | "address-in-use";

/** The durable execution that a new profile belongs to. */
export interface Onboarding {
  execution: string;
  callbackId: string;
  windowSeconds: number;
}

/** Profiles. Every write is conditional: a retry of the same step passes, anything else is refused. */
export interface Users {
  /** Takes the address and creates the profile, or says who is in the way; nothing is left behind then. */
  create(request: OnboardingRequest, onboarding: Onboarding): Promise<{ user: User } | { refusal: Refusal }>;
  /** Moves this onboarding's pending profile to its end; all but `ACTIVE` free the address and start the retention. */
  close(user: User, ending: Ending): Promise<User>;
  /** The profile, unless its retention has passed. */
  find(userId: string): Promise<User | undefined>;
  /** Pending profiles, oldest first; `more` when there are others beyond the limit. */
  listPending(limit: number): Promise<{ users: User[]; more: boolean }>;
}

/** Mail to the new user. */
export interface Mail {
  sendVerification(user: User): Promise<void>;
  sendReminder(user: User): Promise<void>;
  sendWelcome(user: User): Promise<void>;
}

/** Where a posted card stands. */
export interface Card {
  channel: string;
  ts: string;
}

/** The card about a user in the approvers' channel, and the thread below it. */
export interface Cards {
  post(user: User): Promise<Card>;
  /** Replaces the card by its end: no controls, and who decided, how and when. */
  close(card: Card, user: User): Promise<void>;
  remind(card: Card, user: User): Promise<void>;
}

/** The signed tokens in links: they name the user and one onboarding, expire, and are no engine token. */
export interface Links {
  issue(user: User): Promise<string>;
  /** What the token names, or undefined for anything but a valid, unexpired token of ours. */
  read(token: string): Promise<{ userId: string; onboardingId: string } | undefined>;
}

/** Delivers decisions to sleeping executions. Each answers false when the decision was already made or the window is over. */
export interface Decisions {
  verify(callbackId: string, decision: Decision): Promise<boolean>;
  reject(callbackId: string, decision: Decision): Promise<boolean>;
  /** Ends the wait because nobody could be told of it. */
  giveUp(callbackId: string, why: Failure): Promise<boolean>;
}

/** Starts onboardings. */
export interface Starts {
  /** Starts one execution however often it is called; `previous` is the profile that this onboarding follows, if any. */
  start(request: OnboardingRequest, previous: User | undefined): Promise<"started" | "other-request-running">;
}
