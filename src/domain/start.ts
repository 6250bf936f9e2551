import { createHash } from "node:crypto";
import { withTrueStatus, isInTheWay } from "./liveness.ts";
import type { Clock } from "./clock.ts";
import type { Deadline } from "./deadline.ts";
import type { Executions, Starts, Users } from "./ports.ts";
import { requestOf } from "./request.ts";
import type { OnboardingRequest, User } from "./user.ts";
import { normaliseEmail } from "./address.ts";

/** The ports for starting. */
export interface StartPorts {
  users: Pick<Users, "find" | "findByEmail">;
  starts: Starts;
  executions: Executions;
  now: Clock;
}

/** The result of a start; all but `started` began nothing. */
export type Started =
  | { kind: "started" }
  /** Someone is pending or active, under this user ID or another one that holds the address. */
  | { kind: "exists"; user: User }
  /** The same, but nobody can decide any more: its window is over or its execution has ended, and it will soon be closed. */
  | { kind: "closing"; user: User }
  /** The same address is being onboarded with other input at this moment. */
  | { kind: "starting" }
  /** As `exists` or `closing`, for someone who can't see that onboarding. */
  | { kind: "taken" };

/**
 * Starts an onboarding before the deadline, or throws DeadlinePassed. By the workflow's own rule, it starts none if the user or the
 * address has a pending or active one. If `guard` objects to showing that one, the answer is only that the address is taken, unless the
 * same person requested both.
 */
export async function startOnboarding(
  { users, starts, executions, now }: StartPorts,
  request: OnboardingRequest,
  deadline: Deadline,
  guard: () => Promise<unknown> = async () => undefined,
): Promise<Started> {
  const [previous, holder] = await Promise.all([users.find(request.userId), users.findByEmail(request.email)]);
  const user = [previous, holder].find((each) => each && isInTheWay(each, now()));
  if (user) {
    const isTheirs = user.requestedBy !== undefined && user.requestedBy === request.requestedBy;
    if (!isTheirs && (await guard()) !== undefined) {
      return { kind: "taken" };
    }
    const { status } = await withTrueStatus(user, executions, now());
    return { kind: status === user.status ? "exists" : "closing", user };
  }
  const started = await starts.start(request, previous, deadline);
  return { kind: started === "started" ? "started" : "starting" };
}

/** A request for which only an address and a name were typed. Throws as requestOf does. */
export function shortRequest(email: string, name: string, requestedBy: string): OnboardingRequest {
  return requestOf({ userId: userIdOf(email), email, name, requestedBy, note: undefined, locale: undefined });
}

/** The user ID of a new user onboarded from Slack: the same for every spelling of an address, so a repeated command is one onboarding. */
export function userIdOf(email: string): string {
  return `u-${createHash("sha256").update(normaliseEmail(email)).digest("hex").slice(0, 20)}`;
}
