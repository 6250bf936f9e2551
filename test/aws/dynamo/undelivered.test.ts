import { expect, test } from "vitest";
import type { Ending } from "../../../src/domain/user.ts";
import { NOW } from "../../../testkit/fakes.ts";
import { ada, onboarding, profileTable, userOf } from "../../../testkit/aws/profile-table.ts";

const verified: Ending = {
  status: "ACTIVE",
  decision: { outcome: "verified", source: "email", at: NOW.toISOString() },
};

test("notifications that failed are kept, however often they are noted, and over the end", async () => {
  await using table = await profileTable();
  const user = userOf(await table.users.create(ada, onboarding("1")));
  expect(user).not.toHaveProperty("undelivered");
  await table.users.noteDelivery(user, "verification-email", "undelivered");
  await table.users.noteDelivery(user, "verification-email", "undelivered");
  await table.users.close(user, verified);
  await table.users.noteDelivery(user, "welcome-email", "undelivered");
  const { undelivered = [] } = (await table.users.find("u-ada")) ?? {};
  expect(undelivered.toSorted()).toEqual(["verification-email", "welcome-email"]);
});

test("one that got through later is noted no more, and leaves the others", async () => {
  await using table = await profileTable();
  const user = userOf(await table.users.create(ada, onboarding("1")));
  await table.users.noteDelivery(user, "verification-email", "undelivered");
  await table.users.noteDelivery(user, "card", "undelivered");
  await table.users.noteDelivery(user, "card", "delivered");
  expect(await table.users.find("u-ada")).toEqual({ ...user, undelivered: ["verification-email"] });
  await table.users.noteDelivery(user, "verification-email", "delivered");
  expect(await table.users.find("u-ada")).toEqual(user);
});

test("stays off the profile of a later onboarding", async () => {
  await using table = await profileTable();
  const former = userOf(await table.users.create(ada, onboarding("1")));
  await table.users.close(former, { status: "EXPIRED" });
  const current = userOf(await table.users.create(ada, onboarding("2")));
  await table.users.noteDelivery(former, "card", "undelivered");
  expect(await table.users.find("u-ada")).toEqual(current);
});
