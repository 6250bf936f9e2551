import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Position } from "../../domain/ports.ts";
import type { User } from "../../domain/user.ts";
import { profileTable } from "./schema.ts";
import { PENDING, toUser } from "./table.ts";

const {
  partitionKey,
  pendingIndex: { name: IndexName, partitionKey: pending, sortKey: deadline },
} = profileTable;

/**
 * Pending profiles whose windows are open at `now` (ISO 8601), the earliest deadline first, and where to go on. The index lags
 * behind the table by a moment.
 */
export async function pendingProfiles(
  client: DynamoDBDocumentClient,
  TableName: string,
  { after, limit, now }: { after?: Position | undefined; limit: number; now: string },
): Promise<{ users: User[]; next?: Position | undefined }> {
  // A start key must meet the key condition. Behind one whose deadline has passed comes all that is open anyway.
  // https://github.com/architect/dynalite/blob/master/test/query.js, run against DynamoDB itself
  const start = after && after.expiresAt > now ? { ExclusiveStartKey: startKey(after) } : {};
  const { Items = [], LastEvaluatedKey: last } = await client.send(
    new QueryCommand({
      TableName,
      IndexName,
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
