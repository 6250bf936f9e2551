import type { Refusal } from "../domain/ports.ts";
import type { User } from "../domain/user.ts";
import { isAbandoned } from "../domain/abandoned.ts";
import { type AddressLock, addressKey, lockItem, toLock, toUser } from "./dynamo-items.ts";
import type { ProfileTable } from "./dynamo-table.ts";

/** Locks the user's address for the user's onboarding, however often it is called; or says who is in the way. */
export async function takeAddress(table: ProfileTable, user: User, now: Date): Promise<Refusal | undefined> {
  const seen = await table.get(addressKey(user.email));
  const refusal = seen && (await refusalBy(toLock(seen), table, user, now));
  if (refusal) {
    return refusal;
  }
  const taken = await table.put(lockItem(user), seen);
  return taken ? undefined : takeAddress(table, user, now); // someone else came first: look again
}

/** Gives the address back, unless it is another onboarding's by now. */
export async function freeAddress(table: ProfileTable, user: User): Promise<void> {
  await table.delete(addressKey(user.email), user.execution);
}

/** Why a user's live onboarding refuses another one of the same user. It may have its lock and not yet its profile. */
export function inTheWay(user: User | undefined): Refusal {
  return user?.status === "ACTIVE" ? "user-active" : "user-pending";
}

/** Whether a user is active under this address, which must stay locked as long as that is so. */
export function isActiveAt(user: User | undefined, email: string): boolean {
  return user?.status === "ACTIVE" && addressKey(user.email) === addressKey(email);
}

async function refusalBy(lock: AddressLock, table: ProfileTable, user: User, now: Date): Promise<Refusal | undefined> {
  if (lock.execution === user.execution) {
    return undefined; // from an earlier attempt
  }
  const item = await table.get(lock.owner);
  const owner = item && toUser(item);
  if (isLeftBehind(lock, owner, user.email, now)) {
    return undefined;
  }
  return lock.owner === user.userId ? inTheWay(owner) : "address-in-use";
}

/** Whether a lock's onboarding has ended without freeing it, or is dead. */
function isLeftBehind(lock: AddressLock, owner: User | undefined, email: string, now: Date): boolean {
  if (isActiveAt(owner, email)) {
    return false;
  }
  const ended = owner?.execution === lock.execution && owner.status !== "PENDING_EMAIL_VERIFICATION";
  return ended || isAbandoned(lock, now);
}
