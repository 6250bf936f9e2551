import type { User } from "./user.ts";

// Every execution ends its own profile when its window is over. One that has not done so an hour later never will: it was
// stopped, or failed for good. The hour is for a late wake-up and for the last step's retries.
const GRACE_MILLISECONDS = 3_600_000;

/** Whether an onboarding whose window ends at `expiresAt` (ISO 8601) must be dead, if it still has not ended its profile. */
export function isAbandoned({ expiresAt }: { expiresAt: string }, now: Date): boolean {
  return Date.parse(expiresAt) + GRACE_MILLISECONDS < now.getTime();
}

/** Whether a profile keeps another onboarding of the same user or address from beginning. */
export function isInTheWay(user: User, now: Date): boolean {
  return user.status === "ACTIVE" || (user.status === "PENDING_EMAIL_VERIFICATION" && !isAbandoned(user, now));
}
