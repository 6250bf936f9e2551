import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Tries } from "../../domain/ports.ts";
import { onboardingId } from "../../domain/user.ts";
import { profileTable } from "./schema.ts";
import { unlessRefused } from "./table.ts";

/** How often a code can be tried in one onboarding. */
export const MOST_TRIES = 10;

const SECONDS_PER_DAY = 86_400;

/**
 * Tries of codes, counted in the profile table in an item for each onboarding, apart from its profile, which only the workflow
 * writes. Each try is a conditional write before the code is looked at, so many at once are no more than one after the other. The
 * item goes a day after the window ends, when no code decides anything.
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
