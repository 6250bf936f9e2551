import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Clock } from "../domain/clock.ts";
import { profileTable } from "./dynamo-schema.ts";
import { unlessRefused } from "./dynamo-table.ts";

/** Takes the next places in a channel's line, and says when their turn comes, in milliseconds since 1970. */
export type Turns = (channel: string, places: number) => Promise<number>;

const SECONDS_PER_DAY = 86_400;

const { partitionKey, ttlAttribute } = profileTable;

/**
 * Lines in the profile table, one item a channel: the moment up to which turns are taken, a gap apart; with none there
 * are no lines. Each turn is a conditional write, so that no two get the same one, and they come in the order in
 * which they were asked for. https://docs.slack.dev/apis/web-api/rate-limits
 */
export function dynamoTurns(
  client: DynamoDBDocumentClient,
  TableName: string,
  { gapMilliseconds: gap, now }: { gapMilliseconds: number; now: Clock },
): Turns {
  const join = (channel: string, at: number, span: number) =>
    new UpdateCommand({
      TableName,
      Key: { [partitionKey]: lineKey(channel) },
      UpdateExpression: "SET #taken = #taken + :span",
      ConditionExpression: "#taken > :now",
      ExpressionAttributeNames: { "#taken": "taken" },
      ExpressionAttributeValues: { ":span": span, ":now": at },
      ReturnValues: "UPDATED_NEW",
    });
  const begin = (channel: string, at: number, span: number) =>
    new UpdateCommand({
      TableName,
      Key: { [partitionKey]: lineKey(channel) },
      UpdateExpression: "SET #taken = :taken, #ttl = :ttl",
      ConditionExpression: "attribute_not_exists(#taken) OR #taken <= :now",
      ExpressionAttributeNames: { "#taken": "taken", "#ttl": ttlAttribute },
      ExpressionAttributeValues: {
        ":taken": at + span,
        ":now": at,
        ":ttl": Math.floor(at / 1000) + SECONDS_PER_DAY,
      },
    });

  return async function take(channel, places): Promise<number> {
    const at = now().getTime();
    if (gap === 0) {
      return at;
    }
    const span = places * gap;
    const joined = await unlessRefused(() => client.send(join(channel, at, span)));
    if (joined) {
      return Number(joined.Attributes?.["taken"]) - span;
    }
    const begun = await unlessRefused(() => client.send(begin(channel, at, span)));
    return begun ? at : take(channel, places); // or someone else has begun it in between
  };
}

/** A user ID contains no "#", so that no profile has such a key. */
function lineKey(channel: string): string {
  return `line#${channel}`;
}
