import * as v from "valibot";
import { normaliseEmail } from "../domain/parse.ts";
import type { User } from "../domain/user.ts";

/** An item as the table holds it. */
export type Item = Record<string, unknown>;

/** Who holds an address, in which onboarding, and when that one's window ends. */
export interface AddressLock {
  owner: string;
  execution: string;
  expiresAt: string;
}

/** What a pending profile has for the pending index's partition key; no other profile has any. */
export const PENDING = "1";

const StoredProfile = v.object({
  user_id: v.string(),
  status: v.picklist(["PENDING_EMAIL_VERIFICATION", "ACTIVE", "REJECTED", "EXPIRED", "FAILED"]),
  email: v.string(),
  name: v.string(),
  requested_by: v.optional(v.string()),
  note: v.optional(v.string()),
  card: v.optional(v.object({ channel: v.string(), ts: v.string(), permalink: v.optional(v.string()) })),
  execution: v.string(),
  callback_id: v.string(),
  created_at: v.string(),
  expires_at: v.string(),
  decision: v.optional(
    v.object({
      outcome: v.picklist(["verified", "rejected"]),
      source: v.picklist(["email", "slack"]),
      by: v.optional(v.string()),
      reason: v.optional(v.string()),
      at: v.string(),
    }),
  ),
  failure: v.optional(v.object({ name: v.string(), message: v.string() })),
});

const StoredLock = v.object({ owner: v.string(), execution: v.string(), expires_at: v.string() });

/** The item of a pending user's profile. */
export function pendingItem(user: User): Item {
  return {
    user_id: user.userId,
    status: user.status,
    email: user.email,
    name: user.name,
    ...(user.requestedBy ? { requested_by: user.requestedBy } : {}),
    ...(user.note ? { note: user.note } : {}),
    execution: user.execution,
    callback_id: user.callbackId,
    created_at: user.createdAt,
    expires_at: user.expiresAt,
    pending: PENDING,
  };
}

/** A stored profile. Throws where the item is none, and repeats nothing of it. */
export function toUser(item: Item): User {
  const stored = read(StoredProfile, item);
  return {
    userId: stored.user_id,
    email: stored.email,
    name: stored.name,
    ...(stored.requested_by ? { requestedBy: stored.requested_by } : {}),
    ...(stored.note ? { note: stored.note } : {}),
    ...(stored.card ? { card: stored.card } : {}),
    status: stored.status,
    execution: stored.execution,
    callbackId: stored.callback_id,
    createdAt: stored.created_at,
    expiresAt: stored.expires_at,
    ...(stored.decision ? { decision: stored.decision } : {}),
    ...(stored.failure ? { failure: stored.failure } : {}),
  };
}

/** The key of an address's lock. A user ID contains no "#", so that no profile has such a key. */
export function addressKey(email: string): string {
  return `email#${normaliseEmail(email)}`;
}

/** The lock that a user's onboarding puts on the user's address. */
export function lockItem(user: User): Item {
  return {
    user_id: addressKey(user.email),
    owner: user.userId,
    execution: user.execution,
    expires_at: user.expiresAt,
  };
}

/** A stored lock; throws as `toUser` does. */
export function toLock(item: Item): AddressLock {
  const { owner, execution, expires_at } = read(StoredLock, item);
  return { owner, execution, expiresAt: expires_at };
}

function read<Schema extends v.GenericSchema>(schema: Schema, item: Item): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, item);
  if (!parsed.success) {
    const faulty = parsed.issues.map((issue) => v.getDotPath(issue)).join(", ");
    throw new Error(`An item of the profile table is not as it was written; at fault: ${faulty}.`);
  }
  return parsed.output;
}
