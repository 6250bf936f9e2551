import * as v from "valibot";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { User, UserStatus } from "../../domain/user.ts";
import { profileTable } from "./schema.ts";
import { normaliseEmail } from "../../domain/request.ts";

export type ProfileTable = ReturnType<typeof profileTableOf>;

const { partitionKey, pendingIndex } = profileTable;

/** One of these differs whenever an item has changed hands or state. */
const GUARDS = ["execution", "status", "claimed_until"] as const;

/** The few things done to the table. Reads by key are consistent, and every write says what it expects to find. */
export function profileTableOf(client: DynamoDBDocumentClient, TableName: string) {
  return {
    async get(key: string): Promise<Item | undefined> {
      const { Item } = await client.send(new GetCommand({ TableName, Key: at(key), ConsistentRead: true }));
      return Item;
    },

    /** Puts an item in the place of the one that was seen there, if any; false when someone else came first. */
    async put(item: Item, seen: Item | undefined): Promise<boolean> {
      const put = new PutCommand({ TableName, Item: item, ...(seen ? unchanged(seen) : absent) });
      return (await unlessRefused(() => client.send(put))) !== undefined;
    },

    /** Ends an execution's pending profile, or ends it the same way again; undefined when it is not there to be ended. */
    async close(key: string, execution: string, set: Item & { status: UserStatus }): Promise<Item | undefined> {
      const update = new UpdateCommand({
        TableName,
        Key: at(key),
        UpdateExpression: `SET ${assignments(set)} REMOVE #${pendingIndex.partitionKey}`,
        ConditionExpression: "#execution = :execution AND #status IN (:open, :status)",
        ExpressionAttributeNames: names("execution", pendingIndex.partitionKey, ...Object.keys(set)),
        ExpressionAttributeValues: { ...values({ ...set, execution }), ":open": "PENDING_EMAIL_VERIFICATION" },
        ReturnValues: "ALL_NEW",
      });
      return (await unlessRefused(() => client.send(update)))?.Attributes;
    },

    /** Sets attributes of an execution's item; an item that is not that execution's stays as it is. */
    async set(key: string, execution: string, set: Item): Promise<void> {
      const update = new UpdateCommand({
        TableName,
        Key: at(key),
        UpdateExpression: `SET ${assignments(set)}`,
        ConditionExpression: "#execution = :execution",
        ExpressionAttributeNames: names("execution", ...Object.keys(set)),
        ExpressionAttributeValues: values({ ...set, execution }),
      });
      await unlessRefused(() => client.send(update));
    },

    /** Deletes an execution's item; what is gone or someone else's stays as it is. */
    async delete(key: string, execution: string): Promise<void> {
      const command = new DeleteCommand({ TableName, Key: at(key), ...unchanged({ execution }) });
      await unlessRefused(() => client.send(command));
    },
  };
}

const at = (key: string) => ({ [partitionKey]: key });

const names = (...attributes: string[]) => Object.fromEntries(attributes.map((name) => [`#${name}`, name]));

const values = (attributes: Item) =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value]));

const assignments = (set: Item) =>
  Object.keys(set)
    .map((name) => `#${name} = :${name}`)
    .join(", ");

const absent = {
  ConditionExpression: "attribute_not_exists(#key)",
  ExpressionAttributeNames: { "#key": partitionKey },
};

function unchanged(seen: Item) {
  const guards = GUARDS.filter((guard) => guard in seen);
  return {
    ConditionExpression: guards.map((guard) => `#${guard} = :${guard}`).join(" AND "),
    ExpressionAttributeNames: names(...guards),
    ExpressionAttributeValues: values(Object.fromEntries(guards.map((guard) => [guard, seen[guard]]))),
  };
}

/** What a conditional write answers, or undefined where its condition did not hold. */
export async function unlessRefused<Answer>(write: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return undefined;
    }
    throw error;
  }
}

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
  return {
    user_id: user.userId,
    status: user.status,
    email: user.email,
    name: user.name,
    requested_by: user.requestedBy,
    note: user.note,
    card: user.card,
    execution: user.execution,
    callback_id: user.callbackId,
    created_at: user.createdAt,
    expires_at: user.expiresAt,
    decision: user.decision,
    failure: user.failure,
    pending: user.status === "PENDING_EMAIL_VERIFICATION" ? PENDING : undefined,
  };
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

function read<Schema extends v.GenericSchema>(schema: Schema, item: Item): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, item);
  if (!parsed.success) {
    const faulty = parsed.issues.map((issue) => v.getDotPath(issue)).join(", ");
    throw new Error(`An item of the profile table is not as it was written; at fault: ${faulty}.`);
  }
  return parsed.output;
}
