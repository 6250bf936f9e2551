import { GRACE_SECONDS } from "./spans.ts";
import type { User } from "./user.ts";

/** Whether an onboarding whose window ends at `expiresAt` (ISO 8601) must be dead, if it still has not ended its profile. */
export function isAbandoned({ expiresAt }: { expiresAt: string }, now: Date): boolean {
  return Date.parse(expiresAt) + GRACE_SECONDS * 1000 < now.getTime();
}

/** Whether a profile keeps another onboarding of the same user or address from beginning. */
export function isInTheWay(user: User, now: Date): boolean {
  return user.status === "ACTIVE" || (user.status === "PENDING_EMAIL_VERIFICATION" && !isAbandoned(user, now));
}
