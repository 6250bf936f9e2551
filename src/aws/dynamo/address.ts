import type { Refusal } from "../../domain/ports.ts";
import type { User } from "../../domain/user.ts";
import { isAbandoned } from "../../domain/liveness.ts";
import { type AddressLock, type Item, addressKey, profileItem, toLock, toUser, type ProfileTable } from "./table.ts";

// Longer than create-user-profile ever waits between two attempts, each of which renews the claim.
const CLAIM_MILLISECONDS = 600_000;

/** Locks the address for the user's onboarding, or says why not. Calling it again is safe. */
export async function takeAddress(table: ProfileTable, user: User, now: Date): Promise<Refusal | undefined> {
  const seen = await table.get(addressKey(user.email));
  const refusal = seen && (await refusalBy(toLock(seen), table, user, now));
  if (refusal) {
    return refusal;
  }
  const taken = await table.put(lockItem(user, now), seen);
  return taken ? undefined : takeAddress(table, user, now); // someone else came first: look again
}

/** Removes the lock of an onboarding that never had a profile, unless another onboarding now holds it. */
export async function dropAddress(
  table: ProfileTable,
  { email, execution }: Pick<User, "email" | "execution">,
): Promise<void> {
  await table.delete(addressKey(email), execution);
}

/**
 * Frees the address of an ended onboarding, unless another onboarding now holds it. Until `ttl` (seconds since 1970), the item points
 * to this onboarding as the address's latest, even if the user continues under another address.
 */
export async function freeAddress(table: ProfileTable, user: User, ttl: number): Promise<void> {
  await table.set(addressKey(user.email), user.execution, { ended: profileItem(user), ttl });
}

/** Why a user's live onboarding refuses another one of the same user. It may hold a lock without a profile yet. */
export function refusalFor(user: User | undefined): Refusal {
  return user?.status === "ACTIVE" ? "user-active" : "user-pending";
}

/** Whether a user is active under this address, which then has to stay locked. */
export function isActiveAt(user: User | undefined, email: string): boolean {
  return user?.status === "ACTIVE" && addressKey(user.email) === addressKey(email);
}

async function refusalBy(lock: AddressLock, table: ProfileTable, user: User, now: Date): Promise<Refusal | undefined> {
  if (lock.execution === user.execution || lock.ended) {
    return undefined; // from an earlier attempt, or free
  }
  const item = await table.get(lock.owner);
  const owner = item && toUser(item);
  if (!holds(lock, owner, user.email, now)) {
    return undefined;
  }
  return lock.owner === user.userId ? refusalFor(owner) : "address-in-use";
}

/** Whether a lock's onboarding is alive: it may yet write its profile, its profile is pending, or its user is active. */
function holds(lock: AddressLock, owner: User | undefined, email: string, now: Date): boolean {
  if (owner?.execution === lock.execution && owner.status === "PENDING_EMAIL_VERIFICATION") {
    return !isAbandoned(owner, now);
  }
  const isBeingCreated = owner?.execution !== lock.execution && Date.parse(lock.claimedUntil) >= now.getTime();
  return isBeingCreated || isActiveAt(owner, email);
}

/** The lock that a user's onboarding puts on the user's address. */
function lockItem(user: User, now: Date): Item {
  return {
    user_id: addressKey(user.email),
    owner: user.userId,
    execution: user.execution,
    claimed_until: new Date(now.getTime() + CLAIM_MILLISECONDS).toISOString(),
  };
}
