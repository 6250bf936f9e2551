import type { Deadline } from "./deadline.ts";
import type { Card, Decision, EndedUser, Ending, Failure, Notice, OnboardingRequest, User } from "./user.ts";

/** Why a profile couldn't be created: the user or the address is taken. */
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
  /** Takes the address and creates the profile, or says why not and leaves nothing behind. */
  create(request: OnboardingRequest, onboarding: Onboarding): Promise<{ user: User } | { refusal: Refusal }>;
  /**
   * Writes this onboarding's end into its pending profile; all but `ACTIVE` free the address and start the retention. If the profile
   * now belongs to another onboarding, it stays as it is: an end that lets nobody in counts as written, and an activation fails as
   * OnboardingSuperseded.
   */
  close(user: User, ending: Ending): Promise<EndedUser>;
  /** The profile, unless its retention has passed. */
  find(userId: string): Promise<User | undefined>;
  /** The latest onboarding of this address, however it was started and ended, unless its retention has passed. */
  findByEmail(email: string): Promise<User | undefined>;
  /** Stores where this onboarding's card is, while the profile is this onboarding's. */
  recordCard(user: User, card: Card): Promise<void>;
  /**
   * Pending profiles whose decision window is open, the earliest deadline first: up to `limit` of those after `after`, or the first
   * ones. `next` is where to continue; without it there are no more.
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
  /** Records that a notification failed permanently, or was delivered after all, while the profile is this onboarding's. */
  noteDelivery(user: User, notice: Notice, outcome: "undelivered" | "delivered"): Promise<void>;
  /**
   * Records the result of the letters so far, and the ID of the next letterbox, if any, in this onboarding's pending profile; false
   * if there is no such profile any more.
   */
  recordLetters(user: User, noted: Pick<User, "letters" | "mail" | "letterbox">): Promise<boolean>;
}

/** A profile's place in the list of the pending. Whether it is still in it doesn't matter. */
export type Position = Pick<User, "expiresAt" | "userId">;

/** Email to the new user. */
export interface Mail {
  sendVerification(user: User): Promise<void>;
  sendReminder(user: User): Promise<void>;
  sendWelcome(user: User): Promise<void>;
}

/**
 * The card about a user in the approvers' channel, and the thread below it, which is the audit trail. A channel accepts one message a
 * second, so each message reserves a slot at its first `attempt`, and throws Throttled if that slot is in the future; the next attempt
 * sends.
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
  /** Escalates: asks for a decision in the thread, mentioning people, or in another channel. */
  escalate(card: Card, user: User, attempt: number): Promise<void>;
  /** Slack user IDs of the approvers who get direct messages; empty if the card mentions people, or nobody. */
  approvers: readonly string[];
  /** Asks one of these approvers for a decision. */
  messageApprover(userId: string, card: Card, user: User, attempt: number): Promise<void>;
  /** Tells the requester the outcome, in a direct message. */
  tellRequester(user: User, attempt: number): Promise<void>;
}

/** What the thread records: what happened, or a notification that failed permanently. */
export type ThreadEvent = "reminded" | "escalated" | "nudged" | "resent" | "mail-bounced" | "decided" | Notice;

/** A user and one of that user's onboardings. */
export interface Named {
  userId: string;
  onboardingId: string;
}

/** What a link names, and whether the user has to type the code from its email. */
export interface Linked extends Named {
  takesCode?: true;
  /** The user's language, as a BCP 47 tag. */
  locale?: string;
}

/** The signed tokens in links: they name the user and one onboarding, expire, and are no engine token. */
export interface Links {
  issue(user: User): Promise<string>;
  /** The six digits that the email shows beside its link; undefined if links take no code. */
  code(user: User): Promise<string | undefined>;
  /** What the token names; undefined unless we signed it and it has not expired. */
  read(token: string): Promise<Linked | undefined>;
  /** Whether six digits are this onboarding's code, under any secret that links are read with. */
  isCode(about: Named, digits: string): Promise<boolean>;
  /** What an expired or damaged token claims to name, which `read` refuses: anyone can make such a token. */
  claimed(token: string): Linked | undefined;
}

/**
 * Delivers decisions to sleeping executions. Returns false if somebody has decided already, the window is over or the execution has
 * ended. Sends nothing after a person's deadline, and throws DeadlinePassed instead.
 */
export interface Decisions {
  deliver(callbackId: string, decision: Decision, deadline: Deadline): Promise<boolean>;
  /** Ends the wait because neither the email nor the card could be delivered. */
  giveUp(callbackId: string, why: Failure): Promise<boolean>;
}

/** The state of an execution; `running` covers every state from which it can still write. */
export type Outcome = "running" | "succeeded" | "failed" | "stopped" | "timed-out";

/** A durable execution as Lambda reports it: what it was started with, and the name of the error that it failed with. */
export interface Execution {
  outcome: Outcome;
  input: unknown;
  error?: string | undefined;
}

/** Durable executions, by their ARNs. */
export interface Executions {
  /** The execution; undefined once Lambda no longer keeps it. Throws if Lambda doesn't answer. */
  find(execution: string): Promise<Execution | undefined>;
}

/** Bounds how often someone can guess an onboarding's code. */
export interface Tries {
  /** Uses up one of this onboarding's tries, before its code is checked. Returns the number left, or undefined if there was none. */
  take(user: User): Promise<number | undefined>;
}

/** The two ways to reach people. */
export type Channel = "mail" | "slack";

/** The business metrics. Called inside steps, so a replay counts nothing twice. */
export interface Metrics {
  started(): void;
  /** How an onboarding ended, and how long after its start it was decided. */
  ended(user: User): void;
  /** A notification keeps failing, or was given up. */
  undelivered(through: Channel): void;
  /** A part of the workflow beside the decision threw an error. */
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

/** Returns a secret as it was last fetched. */
export interface Secret<Value = string> {
  (): Promise<Value>;
  /** Fetches it again. The former value stays until that has succeeded. */
  refresh: () => Promise<Value>;
}

/**
 * Reserves the next slot in a channel's queue, and returns its time in milliseconds since 1970; now, if the queue reaches beyond
 * `latest`, because waiting would be useless.
 */
export type Slots = (channel: string, latest: number) => Promise<number>;
