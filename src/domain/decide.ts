import * as v from "valibot";
import type { Deadline } from "./deadline.ts";
import type { Decisions, Executions, Users } from "./ports.ts";
import { type Decision, DecisionRecord, onboardingId, type User } from "./user.ts";

/** The result of trying to decide; all but `delivered` changed nothing. */
export type Verdict =
  | { kind: "delivered"; user: User }
  /** Someone was first: `user.decision` says who, how and when. */
  | { kind: "decided"; user: User }
  /** Someone was first a moment ago; the profile doesn't say yet who. */
  | { kind: "deciding"; user: User }
  | { kind: "expired"; user: User }
  | { kind: "failed"; user: User }
  /** Nobody decided, and nobody will: the execution ended and left the profile pending. */
  | { kind: "stopped"; user: User }
  /** No such user, or the profile now belongs to another onboarding. */
  | { kind: "unknown" };

export interface DecidePorts {
  users: Pick<Users, "find">;
  decisions: Pick<Decisions, "deliver">;
  executions: Executions;
  /** Waits for the workflow to write, for this many milliseconds. */
  pause?: (milliseconds: number) => Promise<void>;
}

// The workflow needs a moment to wake and write. Waiting for 1.5 s in all fits into Slack's 3 s; with less time left, we answer sooner.
const POLLS = 10;
const PAUSE_MILLISECONDS = 150;
const ANSWER_MILLISECONDS = 300;

/**
 * Delivers a decision before the deadline, or throws DeadlinePassed; a second decision learns who was first. Only the callback
 * arbitrates, so a profile that is still pending past its window is tried too. Without `onboardingId`, any onboarding of the user is meant.
 * If `guard` objects to the pending profile, its objection is returned and nothing is delivered.
 */
export async function decide<Objection = never>(
  { users, decisions, executions, pause = sleep }: DecidePorts,
  about: { userId: string; onboardingId?: string | undefined },
  decision: Decision,
  deadline: Deadline,
  guard: (user: User) => Promise<Objection | undefined> = async () => undefined,
): Promise<Verdict | Objection> {
  const find = async () => {
    const user = await users.find(about.userId);
    return user && (about.onboardingId === undefined || about.onboardingId === onboardingId(user)) ? user : undefined;
  };

  const user = await find();
  if (!user || user.status !== "PENDING_EMAIL_VERIFICATION") {
    return verdictOf(user);
  }
  const objection = await guard(user);
  if (objection !== undefined) {
    return objection;
  }
  const isFirst = await decisions.deliver(user.callbackId, decision, deadline);
  if (isFirst) {
    return { kind: "delivered", user };
  }
  const execution = await executions.find(user.execution);
  if (execution?.outcome !== "running") {
    const last = await find(); // read again: it may have been written before the execution ended
    return last?.status === "PENDING_EMAIL_VERIFICATION" ? { kind: "stopped", user: last } : verdictOf(last);
  }
  for (let poll = 0; poll < POLLS && deadline.left > PAUSE_MILLISECONDS + ANSWER_MILLISECONDS; poll += 1) {
    await pause(PAUSE_MILLISECONDS);
    const now = await find();
    if (now?.status !== "PENDING_EMAIL_VERIFICATION") {
      return verdictOf(now);
    }
  }
  // Refused, but still running after its window: nobody was first, and the workflow is about to write that.
  return { kind: new Date(user.expiresAt) <= new Date(decision.at) ? "expired" : "deciding", user };
}

/** Waits for this many milliseconds. */
export const sleep = (milliseconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, milliseconds));

function verdictOf(user: User | undefined): Verdict {
  switch (user?.status) {
    case undefined:
      return { kind: "unknown" };
    case "ACTIVE":
    case "REJECTED":
    case "CANCELLED":
      return { kind: "decided", user };
    case "EXPIRED":
      return { kind: "expired", user };
    case "FAILED":
      return { kind: "failed", user };
    case "PENDING_EMAIL_VERIFICATION": // which decide() handles before it asks here
      return { kind: "deciding", user };
  }
}

const DecisionJson = v.pipe(v.string(), v.parseJson(), DecisionRecord);

/** Reads a decision from a callback's JSON; undefined for anything else. */
export function parseDecision(json: string | undefined): Decision | undefined {
  const parsed = v.safeParse(DecisionJson, json);
  return parsed.success ? parsed.output : undefined;
}
