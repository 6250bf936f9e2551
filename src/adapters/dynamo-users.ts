import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { PermanentFailure } from "../domain/failures.ts";
import type { Users } from "../domain/ports.ts";
import type { Ending } from "../domain/user.ts";
import { freeAddress } from "./dynamo-address.ts";
import { createProfile } from "./dynamo-create.ts";
import { type Item, toUser } from "./dynamo-items.ts";
import { profileTableOf } from "./dynamo-table.ts";

const SECONDS_PER_DAY = 86_400;

/**
 * Profiles in one DynamoDB table, by single conditional writes. Profiles that ended otherwise than `ACTIVE` are kept for
 * `retentionDays`. Closing one that another onboarding has replaced throws a PermanentFailure named OnboardingSuperseded.
 */
export function dynamoUsers(
  client: DynamoDBDocumentClient,
  tableName: string,
  { now = () => new Date(), retentionDays = 30 }: { now?: () => Date; retentionDays?: number } = {},
): Users {
  const table = profileTableOf(client, tableName);
  const epochSeconds = () => Math.floor(now().getTime() / 1000);

  return {
    create: (request, onboarding) => createProfile(table, request, onboarding, now()),

    async close(user, ending) {
      const ttl = epochSeconds() + retentionDays * SECONDS_PER_DAY;
      const set = ending.status === "ACTIVE" ? recorded(ending) : { ...recorded(ending), ttl };
      const closed = await table.close(user.userId, user.execution, set);
      if (!closed) {
        throw new PermanentFailure("OnboardingSuperseded", "The profile is not this onboarding's to end any more.");
      }
      if (ending.status !== "ACTIVE") {
        await freeAddress(table, user);
      }
      return toUser(closed);
    },

    async find(userId) {
      const item = await table.get(userId);
      return item && !isOver(item, epochSeconds()) ? toUser(item) : undefined;
    },

    async listPending(limit) {
      const items = await table.pending(limit + 1);
      return { users: items.slice(0, limit).map(toUser), more: items.length > limit };
    },
  };
}

/** DynamoDB deletes an item up to a few days after its time. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html */
function isOver({ ttl }: Item, epochSeconds: number): boolean {
  return typeof ttl === "number" && ttl <= epochSeconds;
}

/** What the profile records of its end, without the absent parts, which DynamoDB has no value for. */
function recorded(ending: Ending) {
  return {
    status: ending.status,
    ...("decision" in ending ? { decision: present(ending.decision) } : {}),
    ...("failure" in ending ? { failure: present(ending.failure) } : {}),
  };
}

function present(record: object): Item {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
