import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Clock } from "../../domain/clock.ts";
import type { Slots } from "../../domain/ports.ts";
import { profileTable } from "./schema.ts";
import { unlessRefused } from "./table.ts";

// A queue that reaches further ahead was started by a fast clock, and starts over.
const LONGEST_QUEUE_MILLISECONDS = 900_000;
const TTL_SECONDS = 86_400;
// Someone else may start the queue between our two writes; then we join it.
const ROUNDS = 3;

const { partitionKey, ttlAttribute } = profileTable;

/**
 * Queues in the profile table, one item per channel: the moment up to which slots are reserved, a gap apart. With a gap of 0 there
 * are no queues. Each slot is a conditional write, so no two messages get the same one, and they come in the order in
 * which they were reserved. https://docs.slack.dev/apis/web-api/rate-limits
 */
export function dynamoSlots(
  client: DynamoDBDocumentClient,
  TableName: string,
  { gapMilliseconds: gap, now }: { gapMilliseconds: number; now: Clock },
): Slots {
  const update = async (channel: string, expressions: object, values: object) =>
    unlessRefused(() =>
      client.send(
        new UpdateCommand({
          TableName,
          Key: { [partitionKey]: `queue#${channel}` }, // a user ID contains no "#", so no profile has such a key
          ReturnValues: "UPDATED_NEW",
          ExpressionAttributeValues: { ...values },
          ...expressions,
        }),
      ),
    );
  const join = (channel: string, at: number, latest: number) =>
    update(
      channel,
      {
        UpdateExpression: "SET #reserved = #reserved + :gap",
        ConditionExpression: "#reserved > :now AND #reserved <= :latest",
        ExpressionAttributeNames: { "#reserved": "reserved" },
      },
      { ":gap": gap, ":now": at, ":latest": latest },
    );
  const begin = (channel: string, at: number) =>
    update(
      channel,
      {
        UpdateExpression: "SET #reserved = :reserved, #ttl = :ttl",
        ConditionExpression: "attribute_not_exists(#reserved) OR #reserved <= :now OR #reserved > :farthest",
        ExpressionAttributeNames: { "#reserved": "reserved", "#ttl": ttlAttribute },
      },
      {
        ":reserved": at + gap,
        ":now": at,
        ":farthest": at + LONGEST_QUEUE_MILLISECONDS,
        ":ttl": Math.floor(at / 1000) + TTL_SECONDS,
      },
    );

  return async (channel, latest) => {
    const at = now().getTime();
    const last = Math.min(latest, at + LONGEST_QUEUE_MILLISECONDS);
    for (let round = 0; round < ROUNDS && gap > 0; round += 1) {
      const joined = await join(channel, at, last);
      if (joined) {
        return Number(joined.Attributes?.["reserved"]) - gap;
      }
      if (await begin(channel, at)) {
        return at;
      }
    }
    return at;
  };
}
