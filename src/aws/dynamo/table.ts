import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { UserStatus } from "../../domain/user.ts";
import { type Item, PENDING } from "./items.ts";
import { profileTable } from "./schema.ts";

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

    /** At most `Limit` pending profiles, oldest first. */
    async pending(Limit: number): Promise<Item[]> {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          IndexName: pendingIndex.name,
          KeyConditionExpression: "#pending = :pending",
          ExpressionAttributeNames: { "#pending": pendingIndex.partitionKey },
          ExpressionAttributeValues: { ":pending": PENDING },
          Limit,
        }),
      );
      return Items;
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
