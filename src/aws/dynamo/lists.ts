import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Position } from "../../domain/ports.ts";
import { type User, wireName } from "../../domain/user.ts";
import { profileTable } from "./schema.ts";
import { CLOSED, type Item, PENDING, toUser } from "./table.ts";

const { partitionKey, pendingIndex, endedIndex } = profileTable;
const { partitionKey: pending, sortKey: deadline } = pendingIndex;

/**
 * Pending profiles whose windows are open at `now` (ISO 8601), the earliest deadline first, and where to go on. The index lags
 * behind the table by a moment.
 */
export async function pendingProfiles(
  client: DynamoDBDocumentClient,
  TableName: string,
  { after, limit, now }: { after?: Position | undefined; limit: number; now: string },
): Promise<{ users: User[]; next?: Position | undefined }> {
  // A start key must meet the key condition. If its deadline has passed, every open profile comes after it anyway, so the list starts from now.
  // https://github.com/architect/dynalite/blob/master/test/query.js, run against DynamoDB itself
  const start = after && after.expiresAt > now ? { ExclusiveStartKey: startKey(after) } : {};
  const { Items = [], LastEvaluatedKey: last } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: pendingIndex.name,
      KeyConditionExpression: "#pending = :pending AND #deadline > :now",
      ExpressionAttributeNames: { "#pending": pending, "#deadline": deadline },
      ExpressionAttributeValues: { ":pending": PENDING, ":now": now },
      Limit: limit,
      ...start,
    }),
  );
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
  const next = last && { expiresAt: String(last[deadline]), userId: String(last[partitionKey]) };
  return { users: Items.map(toUser), next };
}

function startKey({ expiresAt, userId }: Position) {
  return { [pending]: PENDING, [deadline]: expiresAt, [partitionKey]: userId };
}

// A query reads at most 1 MB, which is about 800 profiles: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
const MOST_READ = 1_000;

/**
 * Profiles that have ended, the latest first. A filter applies to what was read, so it finds one person's requests among the last 800
 * or so. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.FilterExpression.html
 */
export async function endedItems(
  client: DynamoDBDocumentClient,
  TableName: string,
  { requestedBy, limit }: { requestedBy?: string | undefined; limit: number },
): Promise<Item[]> {
  const isTheirs = {
    FilterExpression: "#requester = :requester",
    ExpressionAttributeNames: { "#closed": endedIndex.partitionKey, "#requester": wireName("requestedBy") },
    ExpressionAttributeValues: { ":closed": CLOSED, ":requester": requestedBy },
    Limit: MOST_READ,
  };
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: endedIndex.name,
      KeyConditionExpression: "#closed = :closed",
      ExpressionAttributeNames: { "#closed": endedIndex.partitionKey },
      ExpressionAttributeValues: { ":closed": CLOSED },
      ScanIndexForward: false,
      Limit: limit,
      ...(requestedBy === undefined ? {} : isTheirs),
    }),
  );
  return Items;
}
