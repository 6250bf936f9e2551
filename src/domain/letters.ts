import * as v from "valibot";
import { randomUUID } from "node:crypto";
import type { Clock } from "./clock.ts";
import type { Deadline } from "./deadline.ts";
import { sleep } from "./decide.ts";
import type { Executions, Users } from "./ports.ts";
import { withTrueStatus } from "./liveness.ts";
import { type LettersSoFar, MailTrouble, type User } from "./user.ts";

/** At most one nudge in ten minutes, one resend a minute, and five resends in all. */
export const LIMITS = { nudgeSeconds: 600, resendSeconds: 60, resends: 5 } as const;

const EVERY = { id: v.pipe(v.string(), v.nonEmpty()), at: v.pipe(v.string(), v.isoTimestamp()) };

const LetterJson = v.pipe(
  v.string(),
  v.parseJson(),
  v.variant("kind", [
    v.object({ ...EVERY, kind: v.literal("nudge"), by: v.string() }),
    v.object({ ...EVERY, kind: v.literal("resend-mail"), by: v.optional(v.string()) }),
    v.object({ ...MailTrouble.entries, ...EVERY, kind: v.literal("mail-bounced") }),
  ]),
);

/**
 * What a sleeping onboarding can receive besides its decision. A letter counts once, by its `id`, however often it arrives, and can
 * never decide. `at` is ISO 8601 in UTC; `by` is a Slack user ID, absent if the new user asked on the page.
 */
export type Letter = v.InferOutput<typeof LetterJson>;

/** Reads a letter as a callback carries it; undefined for anything else. */
export function parseLetter(json: string | undefined): Letter | undefined {
  const parsed = v.safeParse(LetterJson, json);
  return parsed.success ? parsed.output : undefined;
}

/** A letter that a person asks for. */
export type Asked = { kind: "nudge"; by: string } | { kind: "resend-mail"; by?: string };

/** A letter about an event that the email service reported, with that event's time. */
type Reported = Extract<Letter, { kind: "mail-bounced" }>;

/** Why a letter changes nothing: too soon until `next` (ISO 8601), used up, or ruled out by a complaint. */
export type Objection = { kind: "too-soon"; next: string } | { kind: "used-up" } | { kind: "complained" };

/** The combined result of an onboarding's letters so far. */
export type Correspondence = Pick<User, "letters" | "mail">;

/** Why a person's request at a moment (ISO 8601) has to wait or can't be done; undefined if it can. */
export function objectionTo(
  kind: Letter["kind"],
  at: string,
  { letters = NONE, mail }: Correspondence,
): Objection | undefined {
  if (kind === "mail-bounced") {
    return undefined;
  }
  if (kind === "nudge") {
    return tooSoon(at, letters.nudgedAt, LIMITS.nudgeSeconds);
  }
  if (mail?.state === "complained") {
    return { kind: "complained" };
  }
  return letters.resends < LIMITS.resends ? tooSoon(at, letters.resentAt, LIMITS.resendSeconds) : { kind: "used-up" };
}

const NONE: LettersSoFar = { resends: 0 };

function tooSoon(at: string, last: string | undefined, seconds: number): Objection | undefined {
  const next = last === undefined ? 0 : Date.parse(last) + seconds * 1000;
  return Date.parse(at) < next ? { kind: "too-soon", next: new Date(next).toISOString() } : undefined;
}

/** The combined result once a letter is added; undefined if it changes nothing. */
export function after(known: Correspondence, letter: Letter): Correspondence | undefined {
  const { letters = NONE, mail } = known;
  if (letter.kind === "mail-bounced") {
    const { state, reason, at } = letter;
    const isNews = mail === undefined || GRAVITY[state] > GRAVITY[mail.state];
    return isNews ? { letters, mail: { state, reason, at } } : undefined;
  }
  if (objectionTo(letter.kind, letter.at, known)) {
    return undefined;
  }
  return letter.kind === "nudge"
    ? { mail, letters: { ...letters, nudgedAt: letter.at, nudgedBy: letter.by } }
    : {
        mail: undefined, // a report on the former email says nothing about the new one
        letters: { ...letters, resends: letters.resends + 1, resentAt: letter.at, resentBy: letter.by },
      };
}

// A complaint stays, and a delay doesn't hide anything worse.
const GRAVITY: Record<MailTrouble["state"], number> = { delayed: 0, rejected: 1, bounced: 1, complained: 2 };

/** Brings letters to sleeping executions. */
export interface Letters {
  /**
   * Puts a letter into the letterbox with this ID. False when another letter was first or the execution has ended. Nothing is
   * sent after the deadline: DeadlinePassed is thrown instead.
   */
  send(letterbox: string, letter: Letter, deadline: Deadline): Promise<boolean>;
}

/** The ports for sending a letter. */
export interface LetterPorts {
  users: Pick<Users, "find">;
  letters: Letters;
  executions: Executions;
  now: Clock;
  /** Waits for the workflow to open the letterbox again, for this many milliseconds. */
  pause?: (milliseconds: number) => Promise<void>;
}

/** The result of sending a letter; all but `sent` changed nothing. */
export type Posted = { user: User } & (
  | { kind: "sent" }
  | Objection
  /** The approvers can't be asked again: there is no card to point to. */
  | { kind: "no-card" }
  /** Other letters came first until the time was over. */
  | { kind: "busy" }
  /** This onboarding takes no more letters. */
  | { kind: "full" }
  /** The onboarding has ended: `user` is its current profile. */
  | { kind: "over" }
);

// As in decide.ts: 1.5 s in all fits into Slack's 3 s.
const POLLS = 10;
const PAUSE_MILLISECONDS = 150;

/**
 * Sends a letter to a user's onboarding before the deadline, or throws DeadlinePassed. A profile shows its letterbox together with
 * the result of earlier letters, so the limits hold for everyone. A letter that comes second waits until the letterbox is open again,
 * and the limits then count the first one.
 */
export async function sendLetter(
  { users, letters, executions, now, pause = sleep }: LetterPorts,
  user: User,
  asked: Asked | Reported,
  deadline: Deadline,
): Promise<Posted> {
  const letter: Letter = { id: randomUUID(), at: now().toISOString(), ...asked };
  let seen = user;
  let taken: string | undefined; // the letterbox in which another letter was first
  for (let poll = 0; poll < POLLS; poll += 1) {
    const { letterbox } = seen;
    if (seen.execution !== user.execution || !isOpen(seen, letter.at)) {
      return { kind: "over", user: await withTrueStatus(seen, executions, now()) };
    }
    const objection =
      objectionTo(asked.kind, letter.at, seen) ?? (asked.kind === "nudge" && !seen.card ? NO_CARD : undefined);
    if (objection) {
      return { ...objection, user: seen };
    }
    if (letterbox === undefined) {
      return { kind: "full", user: seen };
    }
    if (letterbox !== taken) {
      if (await letters.send(letterbox, letter, deadline)) {
        return { kind: "sent", user: seen };
      }
      taken = letterbox;
      const current = await withTrueStatus(seen, executions, now());
      if (current.status !== "PENDING_EMAIL_VERIFICATION") {
        return { kind: "over", user: current };
      }
    }
    await pause(PAUSE_MILLISECONDS);
    seen = (await users.find(user.userId)) ?? seen;
  }
  return { kind: "busy", user: seen };
}

const NO_CARD = { kind: "no-card" } as const;

function isOpen({ status, expiresAt }: User, at: string): boolean {
  return status === "PENDING_EMAIL_VERIFICATION" && Date.parse(expiresAt) > Date.parse(at);
}
