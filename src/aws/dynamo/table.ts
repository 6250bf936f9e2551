import * as v from "valibot";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { normaliseEmail } from "../../domain/address.ts";
import {
  DecisionRecord,
  LettersSoFar,
  MailTrouble,
  Notice,
  USER_STATUSES,
  type User,
  type UserStatus,
  wireName,
} from "../../domain/user.ts";
import { profileTable } from "./schema.ts";

export type ProfileTable = ReturnType<typeof profileTableOf>;

const { partitionKey, pendingIndex, endedIndex } = profileTable;

/** When an item changes its onboarding or its state, at least one of these changes. */
const GUARDS = ["execution", "status", "claimed_until"] as const;

/** The operations on the table. Reads by key are consistent, and every write states what it expects to find. */
export function profileTableOf(client: DynamoDBDocumentClient, TableName: string) {
  /** Updates an execution's item and returns it; undefined, without a change, if `condition` or the execution doesn't match. */
  const update = async (key: string, UpdateExpression: string, attributes: Item, condition: string = OWN) => {
    const command = new UpdateCommand({
      TableName,
      Key: at(key),
      UpdateExpression,
      ConditionExpression: condition,
      ExpressionAttributeNames: names(UpdateExpression, condition),
      ExpressionAttributeValues: values(attributes),
      ReturnValues: "ALL_NEW",
    });
    return (await unlessRefused(() => client.send(command)))?.Attributes;
  };
  return {
    async get(key: string): Promise<Item | undefined> {
      const { Item } = await client.send(new GetCommand({ TableName, Key: at(key), ConsistentRead: true }));
      return Item;
    },

    /** Replaces the item that was seen, or none; false if someone else was first. */
    async put(item: Item, seen: Item | undefined): Promise<boolean> {
      const put = new PutCommand({ TableName, Item: item, ...(seen ? unchanged(seen) : absent) });
      return (await unlessRefused(() => client.send(put))) !== undefined;
    },

    /**
     * Ends an execution's pending profile at `now`, or ends it the same way again, and moves it from one index to the other;
     * undefined if there is no such profile to end.
     */
    async close(key: string, execution: string, end: Item & { status: UserStatus }, now: Date) {
      const set = { ...end, [endedIndex.partitionKey]: CLOSED, [endedIndex.sortKey]: now.toISOString() };
      const expression = `SET ${assignments(set)} REMOVE #${pendingIndex.partitionKey}`;
      const attributes = { ...set, execution, open: "PENDING_EMAIL_VERIFICATION" };
      return update(key, expression, attributes, `${OWN} AND #status IN (:open, :status)`);
    },

    /** Sets attributes of an execution's item, and removes undefined ones; false if the item has another execution or status. */
    async set(key: string, execution: string, set: Item, status?: UserStatus): Promise<boolean> {
      const condition = status ? `${OWN} AND #status = :was` : OWN;
      return (await update(key, setting(set), { ...set, execution, was: status }, condition)) !== undefined;
    },

    /** Adds to a set in an execution's item, or removes from it; another execution's item stays as it is. */
    async change(key: string, execution: string, how: "ADD" | "DELETE", set: string, member: string): Promise<void> {
      await update(key, `${how} #${set} :member`, { member: new Set([member]), execution });
    },

    /** Deletes an execution's item; another execution's item stays as it is. */
    async delete(key: string, execution: string): Promise<void> {
      const command = new DeleteCommand({ TableName, Key: at(key), ...unchanged({ execution }) });
      await unlessRefused(() => client.send(command));
    },
  };
}

const OWN = "#execution = :execution";

const at = (key: string) => ({ [partitionKey]: key });

/** The aliases of attributes: `#status` for `status`. */
const names = (...expressions: string[]) => {
  const aliases = expressions.flatMap((each) => Array.from(each.matchAll(/#\w+/gu), ([alias]) => alias));
  return Object.fromEntries(aliases.map((alias) => [alias, alias.slice(1)]));
};

const values = (attributes: Item) =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value]));

const assignments = (set: Item) =>
  Object.keys(set)
    .filter((name) => set[name] !== undefined)
    .map((name) => `#${name} = :${name}`)
    .join(", ");

/** Sets attributes, and removes undefined ones. */
function setting(set: Item): string {
  const gone = Object.keys(set).filter((name) => set[name] === undefined);
  return `SET ${assignments(set)}${gone.length > 0 ? ` REMOVE #${gone.join(", #")}` : ""}`;
}

const absent = {
  ConditionExpression: "attribute_not_exists(#key)",
  ExpressionAttributeNames: { "#key": partitionKey },
};

function unchanged(seen: Item) {
  const guards = GUARDS.filter((guard) => guard in seen);
  const condition = guards.map((guard) => `#${guard} = :${guard}`).join(" AND ");
  return {
    ConditionExpression: condition,
    ExpressionAttributeNames: names(condition),
    ExpressionAttributeValues: values(Object.fromEntries(guards.map((guard) => [guard, seen[guard]]))),
  };
}

/** A conditional write's output; undefined if its condition didn't hold. */
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

/** An item as stored. */
export type Item = Record<string, unknown>;

/** The user and the onboarding that took an address last. */
export interface AddressLock {
  owner: string;
  execution: string;
  /** Until when the lock holds without a profile of that onboarding. */
  claimedUntil: string;
  /** The profile as it was when the onboarding ended; from then on the lock is a pointer, and the address free. */
  ended?: User | undefined;
}

/** A pending profile's value for the pending index's partition key; other profiles have none. */
export const PENDING = "1";

/** The same for the index of those that have ended. */
export const CLOSED = "1";

const text = v.optional(v.string());

/** A profile as it is stored, every part of it. */
const Profile = v.object({
  userId: v.string(),
  status: v.picklist(USER_STATUSES),
  email: v.string(),
  name: v.string(),
  requestedBy: text,
  note: text,
  locale: text,
  card: v.optional(v.object({ channel: v.string(), ts: v.string(), permalink: text })),
  execution: v.string(),
  callbackId: v.string(),
  createdAt: v.string(),
  expiresAt: v.string(),
  decision: v.optional(DecisionRecord),
  failure: v.optional(v.object({ name: v.string(), message: v.string() })),
  undelivered: v.optional(
    v.pipe(
      v.set(Notice),
      v.transform((notices) => [...notices]),
    ),
  ),
  letterbox: text,
  letters: v.optional(LettersSoFar),
  mail: v.optional(MailTrouble),
} satisfies Record<keyof User, v.GenericSchema>);

/** Each part of a profile, and its attribute's name. */
const PARTS = v.keyof(Profile).options.map((part) => [part, wireName(part)] as const);

const Lock = v.object({
  owner: v.string(),
  execution: v.string(),
  claimed_until: v.string(),
  ended: v.optional(v.record(v.string(), v.unknown())),
});

/** The item of a user's profile. */
export function profileItem(user: User): Item {
  return {
    ...Object.fromEntries(PARTS.map(([part, name]) => [name, user[part]])),
    undelivered: user.undelivered?.length ? new Set(user.undelivered) : undefined,
    pending: user.status === "PENDING_EMAIL_VERIFICATION" ? PENDING : undefined,
  };
}

/** A stored profile. Throws if the item isn't one, without quoting it. */
export function toUser(item: Item): User {
  return read(Profile, Object.fromEntries(PARTS.map(([part, name]) => [part, item[name]])));
}

/** The key of an address's lock. User IDs contain no "#", so no profile has such a key. */
export function addressKey(email: string): string {
  return `email#${normaliseEmail(email)}`;
}

/** A stored lock; throws as `toUser` does. */
export function toLock(item: Item): AddressLock {
  const { owner, execution, claimed_until, ended } = read(Lock, item);
  return { owner, execution, claimedUntil: claimed_until, ended: ended && toUser(ended) };
}

function read<Schema extends v.GenericSchema>(schema: Schema, item: Item): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, item);
  if (!parsed.success) {
    const faulty = parsed.issues.map((issue) => v.getDotPath(issue)).join(", ");
    throw new Error(`An item in the profile table is damaged: ${faulty}.`);
  }
  return parsed.output;
}
