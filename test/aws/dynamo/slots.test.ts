import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDynamo } from "../../../local/dynamo.ts";
import { documents } from "../../../src/aws/client.ts";
import { dynamoSlots } from "../../../src/aws/dynamo/slots.ts";
import { NOW } from "../../../testkit/fakes.ts";

let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  dynamo = await startDynamo({ port: 0, table: "users" });
});
afterAll(() => dynamo.close());

/** Queues with a clock that a test turns on. */
function queues({ gapMilliseconds = 1_000, aheadSeconds = 0 } = {}) {
  let now = NOW.getTime() + aheadSeconds * 1_000;
  const client = documents(dynamo.client);
  const slots = dynamoSlots(client, "users", { gapMilliseconds, now: () => new Date(now) });
  return {
    /** Reserves a slot, and says how many seconds it is away, none where it is past. */
    reserve: async (channel: string, { withinSeconds = Infinity } = {}) =>
      Math.max(0, ((await slots(channel, now + withinSeconds * 1_000)) - now) / 1000),
    /** Writes a queue that is reserved for this many seconds. */
    fill: async (channel: string, seconds: number) => {
      const Item = { user_id: `queue#${channel}`, reserved: now + seconds * 1_000 };
      await client.send(new PutCommand({ TableName: "users", Item }));
    },
    later: (milliseconds: number) => {
      now += milliseconds;
    },
    item: async (channel: string) => {
      const get = new GetCommand({ TableName: "users", Key: { user_id: `queue#${channel}` }, ConsistentRead: true });
      return (await client.send(get)).Item;
    },
  };
}

test("slots come one a second, in the order in which they were reserved", async () => {
  const { reserve, later } = queues();
  const slots: number[] = [];
  for (let message = 0; message < 6; message += 1) {
    slots.push(await reserve("C0BURST"));
  }
  expect(slots).toEqual([0, 1, 2, 3, 4, 5]);
  later(2_500);
  expect(await reserve("C0BURST")).toBe(3.5); // a second after the last one before it
});

test("a queue ends by itself", async () => {
  const { reserve, later } = queues();
  await Promise.all(Array.from({ length: 10 }, () => reserve("C0PAST")));
  later(60_000);
  expect(await reserve("C0PAST")).toBe(0);
});

test("no two reserve the same slot, however many ask at once", async () => {
  const { reserve } = queues();
  const slots = await Promise.all(Array.from({ length: 30 }, () => reserve("C0CROWD")));
  expect(slots.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, second) => second));
});

test("every channel has a queue of its own", async () => {
  const { reserve } = queues();
  await Promise.all(Array.from({ length: 5 }, () => reserve("C0ONE")));
  expect(await reserve("C0OTHER")).toBe(0);
});

test("without a gap there is no queue", async () => {
  const { reserve, item } = queues({ gapMilliseconds: 0 });
  expect(await Promise.all(Array.from({ length: 5 }, () => reserve("C0FREE")))).toEqual([0, 0, 0, 0, 0]);
  expect(await item("C0FREE")).toBeUndefined();
});

test("a clock that is an hour ahead pushes nobody out", async () => {
  const ahead = queues({ aheadSeconds: 3_600 });
  expect(await ahead.reserve("C0CLOCK")).toBe(0);
  const { reserve } = queues();
  expect([await reserve("C0CLOCK"), await reserve("C0CLOCK")]).toEqual([0, 1]);
});

test("a queue reaches a quarter of an hour and no further, and then begins anew", async () => {
  const { reserve, fill } = queues();
  await fill("C0LONG", 900);
  expect(await reserve("C0LONG")).toBe(900);
  expect(await reserve("C0LONG")).toBe(0);
  expect(await reserve("C0LONG")).toBe(1);
});

test("a queue that reaches a millisecond further begins anew", async () => {
  const { reserve, later, fill } = queues();
  await fill("C0EDGE", 900);
  later(-1);
  expect(await reserve("C0EDGE")).toBe(0);
});

test("no slot lies beyond what its message is good for, and the queue stays as it is for the others", async () => {
  const { reserve, fill } = queues();
  await fill("C0SHORT", 60);
  expect(await reserve("C0SHORT", { withinSeconds: 60 })).toBe(60);
  expect(await reserve("C0SHORT", { withinSeconds: 60 })).toBe(0);
  expect(await reserve("C0SHORT")).toBe(61);
});

test("a queue's item is kept for a day after it was begun", async () => {
  const { reserve, item } = queues();
  await reserve("C0KEPT");
  expect(await item("C0KEPT")).toMatchObject({ ttl: NOW.getTime() / 1000 + 86_400 });
});
