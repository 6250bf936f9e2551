import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Tries } from "../../domain/ports.ts";
import { onboardingId } from "../../domain/user.ts";
import { profileTable } from "./schema.ts";
import { unlessRefused } from "./table.ts";

/** How many tries of a code an onboarding allows. */
export const MOST_TRIES = 10;

const SECONDS_PER_DAY = 86_400;

/**
 * Tries of codes, counted in the profile table in one item per onboarding, separate from its profile, which only the workflow writes.
 * Each try is a conditional write before the code is checked, so sending many at once gains nothing. The item expires a day after the
 * window ends, when a code can't decide any more.
 */
export function dynamoTries(client: DynamoDBDocumentClient, TableName: string): Tries {
  return {
    async take(user) {
      const taken = await unlessRefused(() =>
        client.send(
          new UpdateCommand({
            TableName,
            Key: { [profileTable.partitionKey]: `${profileTable.triesPrefix}${onboardingId(user)}` },
            UpdateExpression: "ADD #tries :one SET #ttl = :ttl",
            ConditionExpression: "attribute_not_exists(#tries) OR #tries < :most",
            ExpressionAttributeNames: { "#tries": "tries", "#ttl": profileTable.ttlAttribute },
            ExpressionAttributeValues: {
              ":one": 1,
              ":most": MOST_TRIES,
              ":ttl": Math.floor(Date.parse(user.expiresAt) / 1000) + SECONDS_PER_DAY,
            },
            ReturnValues: "UPDATED_NEW",
          }),
        ),
      );
      return taken && MOST_TRIES - Number(taken.Attributes?.["tries"]);
    },
  };
}
