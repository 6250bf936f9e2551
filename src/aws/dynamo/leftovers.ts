import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Clock } from "../../domain/clock.ts";
import type { Leftovers } from "../../domain/close-ended.ts";
import { dropAddress, freeAddress } from "./address.ts";
import { addressKey, toLock, toUser, profileTableOf } from "./table.ts";

const SECONDS_PER_DAY = 86_400;
const ANNOUNCED = "announced";

/**
 * What ended executions left in the profile table. Every write is conditional on the execution, so a profile or an address that now
 * belongs to another onboarding stays as it is. Closed profiles are kept for `retentionDays`.
 */
export function dynamoLeftovers(
  client: DynamoDBDocumentClient,
  tableName: string,
  { now, retentionDays }: { now: Clock; retentionDays: number },
): Leftovers {
  const table = profileTableOf(client, tableName);

  /** Whether an execution took the address and never wrote the profile for it: an ended onboarding marks its lock. */
  const holdsAddress = async (email: string, execution: string): Promise<boolean> => {
    const lock = await table.get(addressKey(email));
    return lock !== undefined && lock["execution"] === execution && toLock(lock).ended === undefined;
  };

  return {
    async close({ userId, email }, execution, failure) {
      const at = now();
      const ttl = Math.floor(at.getTime() / 1000) + retentionDays * SECONDS_PER_DAY;
      const item = await table.get(userId);
      const isPending = item?.["execution"] === execution && item["status"] === "PENDING_EMAIL_VERIFICATION";
      const set = { status: "FAILED", failure, ttl, [ANNOUNCED]: false } as const;
      const closed = isPending ? await table.close(userId, execution, set, at) : item;
      if (!item || (item["execution"] !== execution && (await holdsAddress(email, execution)))) {
        await dropAddress(table, { email, execution });
        return "none";
      }
      if (closed?.["execution"] !== execution || closed[ANNOUNCED] !== false) {
        return undefined;
      }
      const user = toUser(closed);
      await freeAddress(table, user, ttl);
      return user;
    },

    async announced({ userId, execution }) {
      await table.set(userId, execution, { [ANNOUNCED]: true });
    },
  };
}
