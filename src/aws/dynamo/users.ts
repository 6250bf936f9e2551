import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Clock } from "../../domain/clock.ts";
import type { Users } from "../../domain/ports.ts";
import type { EndedUser, User } from "../../domain/user.ts";
import { freeAddress } from "./address.ts";
import { createProfile } from "./create.ts";
import { endedItems, pendingProfiles } from "./lists.ts";
import { type Item, addressKey, profileTableOf, toLock, toUser } from "./table.ts";

const SECONDS_PER_DAY = 86_400;

const SUPERSEDED = { name: "OnboardingSuperseded", message: "The profile is not this onboarding's any more." } as const;

/**
 * Profiles in one DynamoDB table, through single conditional writes. Ended profiles that are not `ACTIVE` are kept for `retentionDays`.
 */
export function dynamoUsers(
  client: DynamoDBDocumentClient,
  tableName: string,
  { now, retentionDays = 30 }: { now: Clock; retentionDays?: number },
): Users {
  const table = profileTableOf(client, tableName);
  const epochSeconds = () => Math.floor(now().getTime() / 1000);
  const kept = async (key: string): Promise<Item | undefined> => {
    const item = await table.get(key);
    return item && !isOver(item, epochSeconds()) ? item : undefined;
  };
  const find = async (userId: string): Promise<User | undefined> => {
    const item = await kept(userId);
    return item && toUser(item);
  };

  return {
    find,

    create: (request, onboarding) => createProfile(table, request, onboarding, now()),

    async close(user, ending) {
      const ttl = epochSeconds() + retentionDays * SECONDS_PER_DAY;
      const set = ending.status === "ACTIVE" ? ending : { ...ending, ttl };
      const closed = await table.close(user.userId, user.execution, set, now());
      if (!closed) {
        return ending.status === "ACTIVE" ? { ...user, status: "FAILED", failure: SUPERSEDED } : { ...user, ...ending };
      }
      const ended: EndedUser = { ...toUser(closed), ...ending };
      if (ending.status !== "ACTIVE") {
        await freeAddress(table, ended, ttl);
      }
      return ended;
    },

    async findByEmail(email) {
      const item = await kept(addressKey(email));
      const lock = item && toLock(item);
      const owner = lock && (await find(lock.owner));
      return owner && addressKey(owner.email) === addressKey(email) ? owner : lock?.ended;
    },

    async recordCard(user, card) {
      await table.set(user.userId, user.execution, { card });
    },

    listPending: (page) => pendingProfiles(client, tableName, { ...page, now: now().toISOString() }),

    async listEnded(wanted) {
      const items = await endedItems(client, tableName, wanted);
      return items
        .filter((item) => !isOver(item, epochSeconds()))
        .slice(0, wanted.limit)
        .map(toUser);
    },

    async noteDelivery({ userId, execution }, notice, outcome) {
      await table.change(userId, execution, outcome === "undelivered" ? "ADD" : "DELETE", "undelivered", notice);
    },

    recordLetters: ({ userId, execution }, { letters, mail, letterbox }) =>
      table.set(userId, execution, { letters, mail, letterbox }, "PENDING_EMAIL_VERIFICATION"),
  };
}

/** DynamoDB deletes an item up to a few days after its time. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html */
function isOver({ ttl }: Item, epochSeconds: number): boolean {
  return typeof ttl === "number" && ttl <= epochSeconds;
}
