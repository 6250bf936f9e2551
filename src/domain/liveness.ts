import type { Executions } from "./ports.ts";
import type { User } from "./user.ts";
import { GRACE_SECONDS } from "./spans.ts";

const ENDED = { name: "OnboardingStopped", message: "Its execution ended, and it is being closed." };

/**
 * The true state of a profile: a pending one whose window is over or whose execution has ended is shown as expired or failed, even
 * before that is written. If Lambda doesn't answer, the profile is shown as it is.
 */
export async function withTrueStatus(user: User, executions: Executions, now: Date): Promise<User> {
  if (user.status !== "PENDING_EMAIL_VERIFICATION") {
    return user;
  }
  if (new Date(user.expiresAt) <= now) {
    return { ...user, status: "EXPIRED" };
  }
  const isRunning = await executions.find(user.execution).then(
    (found) => found?.outcome === "running",
    () => true,
  );
  return isRunning ? user : { ...user, status: "FAILED", failure: ENDED };
}

/** Those of some pending profiles that somebody can still decide on, in the same order. */
export async function stillOpen(users: readonly User[], executions: Executions, now: Date): Promise<User[]> {
  const current = await Promise.all(users.map((user) => withTrueStatus(user, executions, now)));
  return current.filter(({ status }) => status === "PENDING_EMAIL_VERIFICATION");
}

/** Whether an onboarding with a pending profile and a window that ends at `expiresAt` (ISO 8601) must be dead. */
export function isAbandoned({ expiresAt }: { expiresAt: string }, now: Date): boolean {
  return Date.parse(expiresAt) + GRACE_SECONDS * 1000 < now.getTime();
}

/** Whether a profile keeps another onboarding of the same user or address from beginning. */
export function isInTheWay(user: User, now: Date): boolean {
  return user.status === "ACTIVE" || (user.status === "PENDING_EMAIL_VERIFICATION" && !isAbandoned(user, now));
}
