import type { Deadline } from "./deadline.ts";
import type { Card, Decision, EndedUser, Ending, Failure, Notice, OnboardingRequest, User } from "./user.ts";

/** Why a profile could not be created: someone is in the way. */
export type Refusal = "user-pending" | "user-active" | "address-in-use";

/** The durable execution that a new profile belongs to. */
export interface Onboarding {
  execution: string;
  callbackId: string;
  letterbox: string;
  windowSeconds: number;
}

/** Profiles. Every write is conditional: a retry of the same step passes, anything else is refused. */
export interface Users {
  /** Takes the address and creates the profile, or says who is in the way; nothing is left behind then. */
  create(request: OnboardingRequest, onboarding: Onboarding): Promise<{ user: User } | { refusal: Refusal }>;
  /**
   * Writes this onboarding's end into its pending profile; all but `ACTIVE` free the address and start the retention. A
   * profile that belongs to another onboarding by now stays as it is. Then an end that lets nobody in counts as written,
   * and an activation fails as OnboardingSuperseded.
   */
  close(user: User, ending: Ending): Promise<EndedUser>;
  /** The profile, unless its retention has passed. */
  find(userId: string): Promise<User | undefined>;
  /** The latest onboarding of this address, however it was started and ended, unless its retention has passed. */
  findByEmail(email: string): Promise<User | undefined>;
  /** Keeps where this onboarding's card is, while the profile is this onboarding's. */
  recordCard(user: User, card: Card): Promise<void>;
  /**
   * Pending profiles whose decision window is open, the earliest deadline first: up to `limit` of those behind `after`, or the first
   * ones. `next` is where to go on; without it there are no more.
   */
  listPending(page: {
    after?: Position | undefined;
    limit: number;
  }): Promise<{ users: User[]; next?: Position | undefined }>;
  /**
   * Onboardings that have ended, the latest first, up to `limit`. Of one person's requests, those among the thousand or so that ended
   * last are found.
   */
  listEnded(wanted: { requestedBy?: string | undefined; limit: number }): Promise<User[]>;
  /** Notes that a notification failed for good, or no longer is undelivered, while the profile is this onboarding's. */
  noteDelivery(user: User, notice: Notice, outcome: "undelivered" | "delivered"): Promise<void>;
  /**
   * Notes what letters have come to, and the ID of the next letterbox, if there is one, in this onboarding's pending profile; false
   * where there is none any more.
   */
  recordLetters(user: User, noted: Pick<User, "letters" | "mail" | "letterbox">): Promise<boolean>;
}

/** A profile's place in the list of the pending. Whether it is still in it doesn't matter. */
export type Position = Pick<User, "expiresAt" | "userId">;

/** Mail to the new user. */
export interface Mail {
  sendVerification(user: User): Promise<void>;
  sendReminder(user: User): Promise<void>;
  sendWelcome(user: User): Promise<void>;
}

/**
 * The card about a user in the approvers' channel, and the thread below it, which is the audit trail. A channel takes one
 * message a second, so each message reserves a slot at its first `attempt`, and throws Throttled if that slot is yet to
 * come; the attempt after that sends.
 */
export interface Cards {
  /** Posts the card. */
  post(user: User, attempt: number): Promise<Card>;
  /** The address that opens the card in Slack. */
  permalink(card: Card): Promise<string>;
  /** Brings the card up to the user's state: controls while pending, none after; who decided, how and when; what was not delivered. */
  update(card: Card, user: User): Promise<void>;
  /** Adds a line to the thread. */
  tell(card: Card, event: ThreadEvent, user: User, attempt: number): Promise<void>;
  /** Asks for a decision where this is to end up when nobody decides: in the thread, mentioning people, or in another channel. */
  escalate(card: Card, user: User, attempt: number): Promise<void>;
  /** The approvers, as Slack user IDs, who are asked by direct message; the others are mentioned on the card, or nobody is. */
  approvers: readonly string[];
  /** Asks one of them for a decision. */
  messageApprover(userId: string, card: Card, user: User, attempt: number): Promise<void>;
  /** Tells the requester the outcome, in a direct message. */
  tellRequester(user: User, attempt: number): Promise<void>;
}

/** What the thread records: what happened, or a notification that failed for good. */
export type ThreadEvent = "reminded" | "escalated" | "nudged" | "resent" | "mail-bounced" | "decided" | Notice;

/** A user and one onboarding of theirs. */
export interface Named {
  userId: string;
  onboardingId: string;
}

/** What a link names, and whether a press is not enough: its email shows a code that has to be typed. */
export interface Linked extends Named {
  takesCode?: true;
  /** The user's language, as a BCP 47 tag. */
  locale?: string;
}

/** The signed tokens in links: they name the user and one onboarding, expire, and are no engine token. */
export interface Links {
  issue(user: User): Promise<string>;
  /** The six digits that the email shows beside its link; undefined where links take none. */
  code(user: User): Promise<string | undefined>;
  /** What the token names, or undefined for anything but a valid, unexpired token of ours. */
  read(token: string): Promise<Linked | undefined>;
  /** Whether six digits are this onboarding's, by any secret that links are read with. */
  isCode(about: Named, digits: string): Promise<boolean>;
  /** What a token claims to name that `read` refuses, because it has expired or is damaged: anyone can make such a token. */
  claimed(token: string): Linked | undefined;
}

/**
 * Delivers decisions to sleeping executions. Each answers false when the decision was already made, the window is over or the
 * execution has ended. Nothing is sent after a person's deadline: DeadlinePassed is thrown instead.
 */
export interface Decisions {
  deliver(callbackId: string, decision: Decision, deadline: Deadline): Promise<boolean>;
  /** Ends the wait because nobody could be told of it. */
  giveUp(callbackId: string, why: Failure): Promise<boolean>;
}

/** How an execution stands; `running` covers every state from which it can still write. */
export type Outcome = "running" | "succeeded" | "failed" | "stopped" | "timed-out";

/** A durable execution as Lambda reports it: what it was started with, and the name of the error that it failed with. */
export interface Execution {
  outcome: Outcome;
  input: unknown;
  error?: string | undefined;
}

/** Durable executions, by their ARNs. */
export interface Executions {
  /** The execution; undefined once Lambda no longer keeps it. Throws when Lambda does not answer. */
  find(execution: string): Promise<Execution | undefined>;
}

/** Bounds how often someone can guess an onboarding's code. */
export interface Tries {
  /** Takes one try of this onboarding's, before its code is looked at. The number of tries left, or undefined if there was none to take. */
  take(user: User): Promise<number | undefined>;
}

/** The two ways to reach people. */
export type Channel = "mail" | "slack";

/** What the business is counted by. Called inside steps, so that a replay counts nothing again. */
export interface Metrics {
  started(): void;
  /** How an onboarding ended, and how long after its start it was decided. */
  ended(user: User): void;
  /** A notification keeps failing, or was given up. */
  undelivered(through: Channel): void;
  /** A part of the workflow broke that nobody waits for. */
  faulted(): void;
}

/** Starts onboardings. */
export interface Starts {
  /**
   * Starts one execution however often it is called; `previous` is the profile that this onboarding follows, if any. Throws
   * DeadlinePassed instead of starting one too late.
   */
  start(
    request: OnboardingRequest,
    previous: User | undefined,
    deadline: Deadline,
  ): Promise<"started" | "other-request-running">;
}

/** Gives a secret as it was last fetched. */
export interface Secret<Value = string> {
  (): Promise<Value>;
  /** Fetches it anew and keeps it; the former one stays until then, and where this fails. */
  refresh: () => Promise<Value>;
}

/**
 * Reserves the next slot in a channel's queue, and says when it comes, in milliseconds since 1970: now, where the queue reaches
 * beyond `latest`, since waiting is of no use then.
 */
export type Slots = (channel: string, latest: number) => Promise<number>;
