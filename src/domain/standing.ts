import type { Executions } from "./ports.ts";
import type { User } from "./user.ts";
import { GRACE_SECONDS } from "./spans.ts";

const ENDED = { name: "OnboardingStopped", message: "Its execution ended, and it is being closed." };

/**
 * A profile as it really stands: one that is pending although its window is over or its execution has ended is told as expired
 * or failed, before that is written. Where Lambda cannot be asked, it is told as it is written.
 */
export async function asItStands(user: User, executions: Executions, now: Date): Promise<User> {
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

/** Those of some pending profiles that somebody can still decide about, in the same order. */
export async function stillOpen(users: readonly User[], executions: Executions, now: Date): Promise<User[]> {
  const standing = await Promise.all(users.map((user) => asItStands(user, executions, now)));
  return standing.filter(({ status }) => status === "PENDING_EMAIL_VERIFICATION");
}

/** Whether an onboarding whose window ends at `expiresAt` (ISO 8601) must be dead, if it still has not ended its profile. */
export function isAbandoned({ expiresAt }: { expiresAt: string }, now: Date): boolean {
  return Date.parse(expiresAt) + GRACE_SECONDS * 1000 < now.getTime();
}

/** Whether a profile keeps another onboarding of the same user or address from beginning. */
export function isInTheWay(user: User, now: Date): boolean {
  return user.status === "ACTIVE" || (user.status === "PENDING_EMAIL_VERIFICATION" && !isAbandoned(user, now));
}
