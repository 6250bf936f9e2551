import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDynamo } from "../../local/dynamo.ts";
import { dynamoTurns } from "../../src/adapters/dynamo-turns.ts";
import { NOW } from "../fakes.ts";

let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  dynamo = await startDynamo({ port: 0, table: "users" });
});
afterAll(() => dynamo.close());

/** Lines with a clock that a test turns on. */
function lines(gapMilliseconds = 1_000) {
  let now = NOW.getTime();
  const turns = dynamoTurns(DynamoDBDocumentClient.from(dynamo.client), "users", {
    gapMilliseconds,
    now: () => new Date(now),
  });
  return {
    /** Takes a turn, and says how many seconds it is away, none where it is past. */
    take: async (channel: string, places = 1) => Math.max(0, ((await turns(channel, places)) - now) / 1000),
    later: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

test("turns come one a second, in the order in which they were asked for", async () => {
  const { take, later } = lines();
  const turns: number[] = [];
  for (let message = 0; message < 6; message += 1) {
    turns.push(await take("C0BURST"));
  }
  expect(turns).toEqual([0, 1, 2, 3, 4, 5]);
  later(2_500);
  expect(await take("C0BURST")).toBe(3.5); // a second after the last one before it
});

test("several places are next to each other, and have one turn", async () => {
  const { take } = lines();
  expect([await take("C0PAIRS", 2), await take("C0PAIRS", 2), await take("C0PAIRS")]).toEqual([0, 2, 4]);
});

test("a line ends by itself", async () => {
  const { take, later } = lines();
  await Promise.all(Array.from({ length: 10 }, () => take("C0PAST")));
  later(60_000);
  expect(await take("C0PAST")).toBe(0);
});

test("no two take the same turn, however many ask at once", async () => {
  const { take } = lines();
  const turns = await Promise.all(Array.from({ length: 30 }, () => take("C0CROWD")));
  expect(turns.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, second) => second));
});

test("every channel has a line of its own", async () => {
  const { take } = lines();
  await Promise.all(Array.from({ length: 5 }, () => take("C0ONE")));
  expect(await take("C0OTHER")).toBe(0);
});

test("without a gap there is no line", async () => {
  const { take } = lines(0);
  expect(await Promise.all(Array.from({ length: 5 }, () => take("C0FREE")))).toEqual([0, 0, 0, 0, 0]);
});
