import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** For functions that a person waits for: fails within seconds, so that there is time left to say so. */
export const BRIEF = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
} as const;

/**
 * For the durable function, where nobody waits: a call that is slow is not cut off and made again, for it may have been
 * carried out, and its step owns the retries.
 */
export const UNHURRIED = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const;

/** DynamoDB with JavaScript's values. It leaves out what is undefined, for which DynamoDB has no value. */
export function documents(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
