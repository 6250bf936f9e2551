import type { Clock } from "../domain/clock.ts";
import type { Starts, Users } from "../domain/ports.ts";
import type { OnboardingRequest, User } from "../domain/user.ts";

export interface StartPorts {
  users: Pick<Users, "find" | "findByEmail">;
  starts: Starts;
  now: Clock;
}

/** What came of a start; all but `started` began nothing. */
export type Started =
  | { kind: "started" }
  /** Someone pending or active, under this user ID or under another one that holds the address. */
  | { kind: "exists"; user: User }
  /** The same address is being onboarded in other words this very moment. */
  | { kind: "starting" };

/** Starts an onboarding unless the user or the address has a live one; anew after one that ended without letting in. */
export async function startOnboarding(
  { users, starts, now }: StartPorts,
  request: OnboardingRequest,
): Promise<Started> {
  const [previous, holder] = await Promise.all([users.find(request.userId), users.findByEmail(request.email)]);
  const existing = [previous, holder].find((user) => isLive(user, now()));
  if (existing) {
    return { kind: "exists", user: existing };
  }
  const started = await starts.start(request, previous);
  return { kind: started === "started" ? "started" : "starting" };
}

/** One that is still pending after its window has died: whether it may be replaced is the workflow's to say. */
function isLive(user: User | undefined, now: Date): boolean {
  return user?.status === "ACTIVE" || (user?.status === "PENDING_EMAIL_VERIFICATION" && new Date(user.expiresAt) > now);
}
