import type { Clock } from "../domain/clock.ts";
import type { Deadline } from "../domain/deadline.ts";
import { decide, type DecidePorts } from "../domain/decide.ts";
import type { Decision, User } from "../domain/user.ts";
import type { Access, Actor } from "./access/access.ts";
import type { Answer } from "./blocks/message.ts";
import { decisionAnswer, earlierCardAnswer } from "./decision-answer.ts";

/** What deciding in Slack needs. */
export interface SlackDecidePorts extends DecidePorts {
  access: Pick<Access, "decide">;
  now: Clock;
}

/** Which onboarding is decided, by whom and how. Without `onboardingId` any onboarding of the user is meant. */
export interface SlackDecision {
  actor: Actor;
  userId: string;
  onboardingId: string | undefined;
  outcome: Decision["outcome"];
  reason?: string;
}

/**
 * Delivers a decision of someone who may make it, and says privately what is true now. Whether one may is asked before
 * anything is read, and once more, for four eyes, before anything is delivered. The card follows by itself: the workflow
 * writes it.
 */
export async function decideInSlack(
  ports: SlackDecidePorts,
  { actor, userId, onboardingId, outcome, reason }: SlackDecision,
  deadline: Deadline,
): Promise<{ delivered: boolean; answer: Answer }> {
  const refused = await ports.access.decide(actor);
  if (refused !== undefined) {
    return { delivered: false, answer: refused };
  }
  const decision = { outcome, source: "slack", by: actor.id, reason, at: ports.now().toISOString() } as const;
  const mayDecide = (user: User) => ports.access.decide(actor, user);
  const verdict = await decide(ports, { userId, onboardingId }, decision, deadline, mayDecide);
  if (typeof verdict === "string") {
    return { delivered: false, answer: verdict };
  }
  if (verdict.kind === "unknown") {
    return { delivered: false, answer: earlierCardAnswer(await ports.users.find(userId)) };
  }
  return { delivered: verdict.kind === "delivered", answer: decisionAnswer(verdict, outcome) };
}
