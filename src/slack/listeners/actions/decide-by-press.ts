import { decide, type DecidePorts } from "../../../domain/decide.ts";
import type { Decision } from "../../../domain/user.ts";
import type { Press } from "../../press.ts";
import { pressAnswer } from "./press-answer.ts";

/** Delivers what a press decides and says what came of it. The card follows by itself: the workflow writes it. */
export async function decideByPress(
  ports: DecidePorts,
  { userId, onboardingId, by }: Press,
  outcome: Decision["outcome"],
  now = () => new Date(),
): Promise<string> {
  const decision: Decision = { outcome, source: "slack", by, at: now().toISOString() };
  return pressAnswer(await decide(ports, { userId, onboardingId }, decision), outcome);
}
