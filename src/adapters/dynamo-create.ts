import type { Onboarding, Refusal } from "../domain/ports.ts";
import type { OnboardingRequest, User } from "../domain/user.ts";
import { isInTheWay } from "../domain/abandoned.ts";
import { freeAddress, inTheWay, isActiveAt, takeAddress } from "./dynamo-address.ts";
import { pendingItem, toUser } from "./dynamo-items.ts";
import type { ProfileTable } from "./dynamo-table.ts";

/**
 * Takes the address, then creates the profile. The order makes a crash in between harmless: the step's retry finds its own
 * lock and goes on, and if there is no retry, the lock is free again an hour after the window that it was taken for.
 */
export async function createProfile(
  table: ProfileTable,
  request: OnboardingRequest,
  onboarding: Onboarding,
  now: Date,
): Promise<{ user: User } | { refusal: Refusal }> {
  const user = pending(request, onboarding, now);
  const refusal = await takeAddress(table, user, now);
  if (refusal) {
    return { refusal };
  }
  const standing = await putProfile(table, user, now);
  if (standing.execution === user.execution) {
    return { user: standing };
  }
  if (!isActiveAt(standing, user.email)) {
    await freeAddress(table, user);
  }
  return { refusal: inTheWay(standing) };
}

function pending(request: OnboardingRequest, { execution, callbackId, windowSeconds }: Onboarding, now: Date): User {
  return {
    ...request,
    status: "PENDING_EMAIL_VERIFICATION",
    execution,
    callbackId,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + windowSeconds * 1000).toISOString(),
  };
}

/** Gives the profile that stands afterwards: ours, be it from an earlier attempt, or the live one that is in the way. */
async function putProfile(table: ProfileTable, user: User, now: Date): Promise<User> {
  const seen = await table.get(user.userId);
  if (seen) {
    const standing = toUser(seen);
    if (standing.execution === user.execution || isInTheWay(standing, now)) {
      return standing;
    }
  }
  const created = await table.put(pendingItem(user), seen);
  return created ? user : putProfile(table, user, now); // someone else came first: look again
}
