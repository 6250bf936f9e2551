import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { awsFailure } from "../../domain/failures.ts";
import { profileTableOf } from "./table.ts";

/** No profile has this key: user IDs contain no "#". */
const KEY = "self-check#";
const NO_EXECUTION = "self-check";

/**
 * Reads, puts, updates and deletes in the profile table, on a key that no item has and under a condition that never holds: DynamoDB
 * authorises each call and writes nothing. Throws awsFailure's errors.
 */
export function dynamoSelfCheck(client: DynamoDBDocumentClient, tableName: string): () => Promise<void> {
  const table = profileTableOf(client, tableName);
  return async () => {
    try {
      await table.get(KEY);
      await table.put({ user_id: KEY }, { execution: NO_EXECUTION });
      await table.set(KEY, NO_EXECUTION, { execution: NO_EXECUTION });
      await table.delete(KEY, NO_EXECUTION);
    } catch (error) {
      throw awsFailure("DynamoDB", error);
    }
  };
}
