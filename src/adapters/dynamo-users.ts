import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Clock } from "../domain/clock.ts";
import { PermanentFailure } from "../domain/failures.ts";
import type { Users } from "../domain/ports.ts";
import type { Ending, User, UserStatus } from "../domain/user.ts";
import { freeAddress } from "./dynamo-address.ts";
import { createProfile } from "./dynamo-create.ts";
import { addressKey, type Item, toLock, toUser } from "./dynamo-items.ts";
import { profileTableOf } from "./dynamo-table.ts";

const SECONDS_PER_DAY = 86_400;

/**
 * Profiles in one DynamoDB table, by single conditional writes. Profiles that ended otherwise than `ACTIVE` are kept for
 * `retentionDays`. Closing one that another onboarding has replaced throws a PermanentFailure named OnboardingSuperseded.
 */
export function dynamoUsers(
  client: DynamoDBDocumentClient,
  tableName: string,
  { now, retentionDays = 30 }: { now: Clock; retentionDays?: number },
): Users {
  const table = profileTableOf(client, tableName);
  const epochSeconds = () => Math.floor(now().getTime() / 1000);

  const find = async (userId: string): Promise<User | undefined> => {
    const item = await table.get(userId);
    return item && !isOver(item, epochSeconds()) ? toUser(item) : undefined;
  };

  return {
    find,

    create: (request, onboarding) => createProfile(table, request, onboarding, now()),

    async close(user, ending) {
      const ttl = epochSeconds() + retentionDays * SECONDS_PER_DAY;
      const set = ending.status === "ACTIVE" ? recorded(ending) : { ...recorded(ending), ttl };
      const closed = await table.close(user.userId, user.execution, set);
      if (!closed) {
        throw superseded();
      }
      if (ending.status !== "ACTIVE") {
        await freeAddress(table, user);
      }
      return toUser(closed);
    },

    async findByEmail(email) {
      const lock = await table.get(addressKey(email));
      const owner = lock && (await find(toLock(lock).owner));
      return owner && LIVE.includes(owner.status) && isSameAddress(owner.email, email) ? owner : undefined;
    },

    async recordCard(user, card) {
      if (!(await table.set(user.userId, user.execution, "card", present(card)))) {
        throw superseded();
      }
    },

    async listPending(limit) {
      const items = await table.pending(limit + 1);
      return { users: items.slice(0, limit).map(toUser), more: items.length > limit };
    },
  };
}

const LIVE: readonly UserStatus[] = ["PENDING_EMAIL_VERIFICATION", "ACTIVE"];

function isSameAddress(one: string, other: string): boolean {
  return addressKey(one) === addressKey(other);
}

function superseded(): PermanentFailure {
  return new PermanentFailure("OnboardingSuperseded", "The profile is not this onboarding's any more.");
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
