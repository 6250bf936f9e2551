import type { Onboarding, Refusal } from "../../domain/ports.ts";
import type { OnboardingRequest, User } from "../../domain/user.ts";
import { isInTheWay } from "../../domain/liveness.ts";
import { dropAddress, refusalFor, isActiveAt, takeAddress } from "./address.ts";
import { type Item, profileItem, toUser, type ProfileTable } from "./table.ts";

/**
 * Takes the address, then creates the profile. The order makes a crash in between harmless: the step's retry finds its own lock and
 * continues; without a retry, the lock is free again after ten minutes.
 */
export async function createProfile(
  table: ProfileTable,
  request: OnboardingRequest,
  onboarding: Onboarding,
  now: Date,
): Promise<{ user: User } | { refusal: Refusal }> {
  const user = pending(request, onboarding, now);
  const seen = await table.get(user.userId);
  const before = profileToKeep(seen, user, now);
  if (before) {
    return answer(before, user);
  }
  const refusal = await takeAddress(table, user, now);
  if (refusal) {
    return { refusal };
  }
  const winner = await putProfile(table, user, seen, now);
  if (winner.execution !== user.execution && !isActiveAt(winner, user.email)) {
    await dropAddress(table, user);
  }
  return answer(winner, user);
}

function pending(
  request: OnboardingRequest,
  { execution, callbackId, letterbox, windowSeconds }: Onboarding,
  now: Date,
): User {
  return {
    ...request,
    status: "PENDING_EMAIL_VERIFICATION",
    execution,
    callbackId,
    letterbox,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + windowSeconds * 1000).toISOString(),
  };
}

/** The profile to keep: ours from an earlier attempt, or another live one. */
function profileToKeep(seen: Item | undefined, { execution }: User, now: Date): User | undefined {
  const found = seen && toUser(seen);
  return found && (found.execution === execution || isInTheWay(found, now)) ? found : undefined;
}

/** Replaces the profile that was `seen`, and returns the one that is stored afterwards. */
async function putProfile(table: ProfileTable, user: User, seen: Item | undefined, now: Date): Promise<User> {
  if (await table.put(profileItem(user), seen)) {
    return user;
  }
  const found = await table.get(user.userId); // someone else came first: look again
  return profileToKeep(found, user, now) ?? putProfile(table, user, found, now);
}

function answer(found: User, { execution }: User): { user: User } | { refusal: Refusal } {
  return found.execution === execution ? { user: found } : { refusal: refusalFor(found) };
}
