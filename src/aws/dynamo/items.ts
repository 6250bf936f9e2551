import * as v from "valibot";
import { normaliseEmail } from "../../domain/parse.ts";
import type { User } from "../../domain/user.ts";

/** An item as the table holds it. */
export type Item = Record<string, unknown>;

/** Who took an address last, in which onboarding. */
export interface AddressLock {
  owner: string;
  execution: string;
  /** How long the lock holds without a profile of that onboarding. */
  claimedUntil: string;
  /** The profile as it was when the onboarding ended; from then on the lock is a pointer, and the address free. */
  ended?: User | undefined;
}

// Longer than create-user-profile ever waits between two attempts, each of which claims anew.
const CLAIM_MILLISECONDS = 600_000;

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

const StoredLock = v.object({
  owner: v.string(),
  execution: v.string(),
  claimed_until: v.string(),
  ended: v.optional(StoredProfile),
});

/** The item of a user's profile. */
export function profileItem(user: User): Item {
  return present({
    user_id: user.userId,
    status: user.status,
    email: user.email,
    name: user.name,
    requested_by: user.requestedBy,
    note: user.note,
    card: user.card && present(user.card),
    execution: user.execution,
    callback_id: user.callbackId,
    created_at: user.createdAt,
    expires_at: user.expiresAt,
    decision: user.decision && present(user.decision),
    failure: user.failure,
    pending: user.status === "PENDING_EMAIL_VERIFICATION" ? PENDING : undefined,
  });
}

/** A stored profile. Throws where the item is none, and repeats nothing of it. */
export function toUser(item: Item): User {
  return userOf(read(StoredProfile, item));
}

function userOf(stored: v.InferOutput<typeof StoredProfile>): User {
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
export function lockItem(user: User, now: Date): Item {
  return {
    user_id: addressKey(user.email),
    owner: user.userId,
    execution: user.execution,
    claimed_until: new Date(now.getTime() + CLAIM_MILLISECONDS).toISOString(),
  };
}

/** A stored lock; throws as `toUser` does. */
export function toLock(item: Item): AddressLock {
  const { owner, execution, claimed_until, ended } = read(StoredLock, item);
  return { owner, execution, claimedUntil: claimed_until, ended: ended && userOf(ended) };
}

/** A record without its absent parts, which DynamoDB has no value for. */
export function present(record: object): Item {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

function read<Schema extends v.GenericSchema>(schema: Schema, item: Item): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, item);
  if (!parsed.success) {
    const faulty = parsed.issues.map((issue) => v.getDotPath(issue)).join(", ");
    throw new Error(`An item of the profile table is not as it was written; at fault: ${faulty}.`);
  }
  return parsed.output;
}
