import { waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { GetCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { startDynamo } from "../../local/dynamo.ts";
import { documents } from "../../src/aws/client.ts";
import { dynamoLeftovers } from "../../src/aws/dynamo/leftovers.ts";
import { dynamoUsers } from "../../src/aws/dynamo/users.ts";
import type { Onboarding } from "../../src/domain/ports.ts";
import type { OnboardingRequest, User } from "../../src/domain/user.ts";
import { NOW } from "../fakes.ts";

const HOUR = 3_600_000;

export const WINDOW_SECONDS = 86_400;

export const ada: OnboardingRequest = { userId: "u-ada", email: "ada@example.com", name: "Ada Lovelace" };
export const bob: OnboardingRequest = { userId: "u-bob", email: "bob@example.com", name: "Bob Noyce" };

/** An execution that wants a profile. */
export function onboarding(execution: string, windowSeconds = WINDOW_SECONDS): Onboarding {
  return {
    execution: `arn:aws:lambda:::durable-execution/${execution}`,
    callbackId: `callback+${execution}=`,
    letterbox: `letterbox+${execution}=`,
    windowSeconds,
  };
}

/** A profile table of its own, with a clock that a test turns on and a network that a test cuts. */
export async function profileTable() {
  const dynamo = await startDynamo({ port: 0, table: "users" });
  await waitUntilTableExists(
    { client: dynamo.client, minDelay: 0.01, maxDelay: 0.05, maxWaitTime: 5 },
    { TableName: "users" },
  );
  const client = documents(dynamo.client);
  let now = NOW.getTime();
  return {
    users: dynamoUsers(client, "users", { now: () => new Date(now) }),
    leftovers: dynamoLeftovers(client, "users", { now: () => new Date(now), retentionDays: 30 }),
    later: (hours: number) => {
      now += hours * HOUR;
    },
    /** The keys of what is stored, but for the pointers that addresses keep when they are free again. */
    async keys(): Promise<string[]> {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: "users" }));
      return Items.flatMap((item) => ("ended" in item ? [] : [String(item["user_id"])])).toSorted();
    },
    /** What is stored under a key. */
    async item(user_id: string) {
      const get = new GetCommand({ TableName: "users", Key: { user_id }, ConsistentRead: true });
      return (await client.send(get)).Item;
    },
    /** When DynamoDB may delete the item, in seconds since 1970. */
    async ttl(key: string): Promise<unknown> {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: "users" }));
      return Items.find((item) => item["user_id"] === key)?.["ttl"];
    },
    /** Fills with whether each read by key from now on is consistent. */
    reads(): (boolean | undefined)[] {
      const consistent: (boolean | undefined)[] = [];
      client.middlewareStack.add((next, { commandName }) => async (args) => {
        if (commandName === "GetCommand" || commandName === "GetItemCommand") {
          consistent.push((args.input as { ConsistentRead?: boolean }).ConsistentRead);
        }
        return next(args);
      });
      return consistent;
    },
    /** Makes the nth request from now on fail, `before` it reaches the table or `after` it took effect. */
    cut(nth: number, moment: "before" | "after") {
      let count = 0;
      client.middlewareStack.add((next) => async (args) => {
        count += 1;
        if (count !== nth) {
          return next(args);
        }
        if (moment === "after") {
          await next(args);
        }
        throw new Error("The connection broke.");
      });
    },
    /** Holds the nth request from now on back, until `release` is called. */
    hold(nth: number) {
      const held = Promise.withResolvers<void>();
      const reached = Promise.withResolvers<void>();
      let count = 0;
      client.middlewareStack.add((next) => async (args) => {
        count += 1;
        if (count === nth) {
          reached.resolve();
          await held.promise;
        }
        return next(args);
      });
      return { reached: reached.promise, release: held.resolve };
    },
    [Symbol.asyncDispose]: () => dynamo.close(),
  };
}

/** The created user, where a test takes for granted that there is one. */
export function userOf(created: { user: User } | { refusal: string }): User {
  if ("refusal" in created) {
    throw new Error(`The profile was refused: ${created.refusal}.`);
  }
  return created.user;
}
