import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** For functions that a person waits for: fails within seconds, so there is time left to say so. */
export const INTERACTIVE = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
} as const;

/**
 * For functions that nobody waits for: a slow call is not aborted and repeated, because it may have succeeded. Its step, or Lambda,
 * owns the retries.
 */
export const BACKGROUND = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const;

/** DynamoDB with JavaScript's values. It leaves out undefined ones, which DynamoDB doesn't have. */
export function documents(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
