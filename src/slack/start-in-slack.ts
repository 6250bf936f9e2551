import type { Deadline } from "../domain/deadline.ts";
import { type Started, startOnboarding, type StartPorts } from "../domain/start.ts";
import type { OnboardingRequest } from "../domain/user.ts";
import type { Access, Actor } from "./access/access.ts";

/** What starting in Slack needs. */
export interface SlackStartPorts extends StartPorts {
  access: Pick<Access, "start" | "ask">;
}

/** What came of a start, as far as the requester may know; `taken` stands for an onboarding that they may not see. */
export type StartedInSlack = Started | { kind: "taken" };

/**
 * Starts an onboarding for someone who may start one. Whoever may not see onboardings learns of an address that is taken, and
 * nothing of whose it is, how it stands or where its card is, unless they requested that onboarding themselves.
 */
export async function startInSlack(
  ports: SlackStartPorts,
  actor: Actor,
  request: OnboardingRequest,
  deadline: Deadline,
): Promise<StartedInSlack> {
  const started = await startOnboarding(ports, request, deadline);
  if (!("user" in started) || started.user.requestedBy === actor.id) {
    return started;
  }
  return (await ports.access.ask(actor)) === undefined ? started : { kind: "taken" };
}
