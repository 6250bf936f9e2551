import { expect, test } from "vitest";
import { CLOSED, PENDING } from "../../../src/aws/dynamo/table.ts";
import type { Ending } from "../../../src/domain/user.ts";
import { ada, bob, onboarding, profileTable, userOf } from "../../../testkit/aws/profile-table.ts";

const decision = { source: "slack", by: "U0ADMIN", at: "2026-11-24T09:00:00.000Z" } as const;
const ENDINGS: readonly Ending[] = [
  { status: "ACTIVE", decision: { ...decision, outcome: "verified" } },
  { status: "REJECTED", decision: { ...decision, outcome: "rejected" } },
  { status: "CANCELLED", decision: { ...decision, outcome: "withdrawn" } },
  { status: "EXPIRED" },
  { status: "FAILED", failure: { name: "OnboardingFailed", message: "It failed." } },
];
const ids = (users: readonly { userId: string }[]) => users.map(({ userId }) => userId);

/** A table in which one onboarding for each ending has ended, an hour after the one before; the odd ones are U0REQUESTER's. */
async function endedOneByOne() {
  const table = await profileTable();
  for (const [n, ending] of ENDINGS.entries()) {
    const requestedBy = n % 2 === 1 ? "U0REQUESTER" : "U0OTHER";
    const request = { userId: `u-${n}`, email: `${n}@example.com`, name: `User ${n}`, requestedBy };
    await table.users.close(userOf(await table.users.create(request, onboarding(String(n)))), ending);
    table.later(1);
  }
  return table;
}

test("those that have ended in any way are listed, the latest first, up to the limit", async () => {
  await using table = await endedOneByOne();
  await table.users.create(ada, onboarding("pending"));
  const all = await table.users.listEnded({ limit: 10 });
  expect(ids(all)).toEqual(["u-4", "u-3", "u-2", "u-1", "u-0"]);
  expect(all[4]).toMatchObject(ENDINGS[0] ?? {});
  expect(ids(await table.users.listEnded({ limit: 2 }))).toEqual(["u-4", "u-3"]);
});

test("one person's requests are found behind those of others", async () => {
  await using table = await endedOneByOne();
  const theirs = (limit: number) => table.users.listEnded({ requestedBy: "U0REQUESTER", limit });
  expect([ids(await theirs(10)), ids(await theirs(1))]).toEqual([["u-3", "u-1"], ["u-3"]]);
});

test("a user who is onboarded again is listed no longer as ended", async () => {
  await using table = await endedOneByOne();
  const again = { userId: "u-4", email: "4@example.com", name: "User 4" };
  await table.users.create(again, onboarding("again"));
  expect(ids(await table.users.listEnded({ limit: 10 }))).not.toContain("u-4");
});

test("one whose retention has passed is left out, though DynamoDB has not deleted it yet", async () => {
  await using table = await endedOneByOne();
  table.later(24 * 30);
  expect(ids(await table.users.listEnded({ limit: 10 }))).toEqual(["u-0"]);
});

test("what an ended execution left behind is listed as well", async () => {
  await using table = await profileTable();
  const { userId, email, execution } = userOf(await table.users.create(bob, onboarding("dead")));
  await table.leftovers.close({ userId, email, name: "Bob" }, execution, {
    name: "OnboardingStopped",
    message: "Stop.",
  });
  expect(await table.users.listEnded({ limit: 10 })).toMatchObject([{ userId: "u-bob", status: "FAILED" }]);
});

// A key of an index takes no empty text: https://aws.amazon.com/about-aws/whats-new/2020/05/amazon-dynamodb-now-supports-empty-values-for-non-key-string-and-binary-attributes-in-dynamodb-tables/
test.each([PENDING, CLOSED])("DynamoDB takes the indexes' partition key %j", (key) => {
  expect(key).not.toBe("");
});
