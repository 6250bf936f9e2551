import type { Deadline } from "../domain/deadline.ts";
import { decide, type Verdict } from "../domain/decide.ts";
import { type Decision, onboardingId, type User } from "../domain/user.ts";
import type { Actor } from "./access.ts";
import type { SlackDeps } from "./deps.ts";
import type { Press, Told } from "./listener.ts";
import { already } from "./wording.ts";
import { type Message, message, nameAndAddress, words } from "./words.ts";

/** Answers a press on Verify. */
export function verify(deps: SlackDeps, press: Press, deadline: Deadline): Promise<Told> {
  return decideInSlack(deps, { ...press, outcome: "verified" }, deadline);
}

/** Answers a press on Reject, which Slack sends once its confirm dialog was confirmed. */
export function reject(deps: SlackDeps, press: Press, deadline: Deadline): Promise<Told> {
  return decideInSlack(deps, { ...press, outcome: "rejected" }, deadline);
}

/** Which onboarding is decided, by whom and how. Without `onboardingId` any onboarding of the user is meant. */
export interface SlackDecision {
  actor: Actor;
  userId: string;
  onboardingId: string | undefined;
  outcome: Decision["outcome"];
  /** What the decider typed. */
  comment?: string | undefined;
}

/** Delivers a decision of someone who can make it, and says privately what is true now; reads nothing for anyone else. */
export async function decideInSlack(deps: SlackDeps, decision: SlackDecision, deadline: Deadline): Promise<Told> {
  const refused = await deps.access.decide(decision.actor);
  return refused === undefined ? deliver(deps, decision, deadline) : { kind: "refused", answer: refused };
}

/**
 * Delivers the decision of an approver, unless four eyes are wanted and they requested it. The card follows by itself: the
 * workflow writes it.
 */
export async function deliver(
  deps: SlackDeps,
  { actor, userId, onboardingId: about, outcome, comment }: SlackDecision,
  deadline: Deadline,
): Promise<Told> {
  const decision = { outcome, source: "slack", by: actor.id, comment, at: deps.now().toISOString() } as const;
  const mayDecide = async (user: User) => deps.access.fourEyes(actor, user);
  const verdict = await decide(deps, { userId, onboardingId: about }, decision, deadline, mayDecide);
  if (typeof verdict === "string") {
    return { kind: "refused", answer: verdict };
  }
  if (verdict.kind === "unknown") {
    return { kind: "late", answer: earlierCardAnswer(await deps.users.find(userId)) };
  }
  return { kind: verdict.kind === "delivered" ? "done" : "late", answer: decisionAnswer(verdict, outcome) };
}

const PAST = { verified: "verified", rejected: "rejected", withdrawn: "withdrew", cancelled: "cancelled" } as const;

/** What is true after an attempt to decide, for the one who made it: delivered, or nothing changed and why. */
export function decisionAnswer(verdict: Exclude<Verdict, { kind: "unknown" }>, outcome: Decision["outcome"]): Message {
  const { kind, user } = verdict;
  switch (kind) {
    case "delivered":
      return message(words`You ${PAST[outcome]} ${nameAndAddress(user)}. The card will update shortly.`);
    case "deciding":
      return message(words`Someone has just decided on ${nameAndAddress(user)}. The card will show the outcome.`);
    case "stopped":
      return message(
        words`Nothing was changed: the onboarding of ${nameAndAddress(user)} ended before a decision took effect and is being closed. A new one can be started with /onboard in a few minutes.`,
      );
    case "decided":
    case "expired":
    case "failed":
      return message(words`Nothing was changed: ${already(user)}`);
  }
}

/** Whether a card or a row is about this user's latest onboarding; one that names none is about any. */
export function isAbout(user: User | undefined, id: string | undefined): user is User {
  return user !== undefined && (id === undefined || id === onboardingId(user));
}

/** The user of an onboarding that can still be decided, or what to say to someone who acts too late. */
export function stillPending(user: User | undefined, id: string | undefined): { user: User } | { late: Message } {
  if (!isAbout(user, id)) {
    return { late: earlierCardAnswer(user) };
  }
  return user.status === "PENDING_EMAIL_VERIFICATION"
    ? { user }
    : { late: message(words`Nothing was changed: ${already(user)}`) };
}

/** What is true of the user of a card that is about an earlier onboarding, or about one that is no longer kept. */
export function earlierCardAnswer(user: User | undefined): Message {
  return user
    ? message(words`Nothing was changed: this card is about an earlier onboarding. In the latest one, ${already(user)}`)
    : message(words`Nothing was changed: this card is about an onboarding that is no longer kept.`);
}
