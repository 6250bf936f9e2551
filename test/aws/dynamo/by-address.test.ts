import { describe, expect, test } from "vitest";
import type { Ending } from "../../../src/domain/user.ts";
import { NOW } from "../../../testkit/fakes.ts";
import { ada, bob, onboarding, profileTable, userOf } from "../../../testkit/aws/profile-table.ts";

const at = NOW.toISOString();
const verified: Ending = { status: "ACTIVE", decision: { outcome: "verified", source: "email", at } };
const rejected: Ending = {
  status: "REJECTED",
  decision: { outcome: "rejected", source: "slack", by: "U0ADMIN", comment: "left the company", at },
};
const cancelled: Ending = {
  status: "CANCELLED",
  decision: { outcome: "withdrawn", source: "slack", by: "U0ADMIN", at },
};
const expired: Ending = { status: "EXPIRED" };
const failed: Ending = { status: "FAILED", failure: { name: "OnboardingUndeliverable", message: "Nobody was told." } };

const note = "Starts on Monday.\nDesk 4.";
const card = { channel: "C0APPROVALS", ts: "1795510800.000100", permalink: "https://example.slack.com/archives/C/p1" };

const ENDINGS = [rejected, cancelled, expired, failed];

describe("the profile behind an address", () => {
  test.each(["ada@example.com", " ADA@Example.com "])(
    "is found while pending and while active, as %j",
    async (email) => {
      await using table = await profileTable();
      const user = userOf(await table.users.create(ada, onboarding("1")));
      expect(await table.users.findByEmail(email)).toEqual(user);
      const active = await table.users.close(user, verified);
      expect(await table.users.findByEmail(email)).toEqual(active);
    },
  );

  test.each(ENDINGS)("is found after $status with its history, for 30 days", async (ending) => {
    await using table = await profileTable();
    const ended = await table.users.close(userOf(await table.users.create(ada, onboarding("1"))), ending);
    expect(await table.users.findByEmail(ada.email)).toEqual(ended);
    table.later(30 * 24 - 1);
    expect(await table.users.findByEmail(ada.email)).toEqual(ended);
    table.later(1);
    expect(await table.users.findByEmail(ada.email)).toBeUndefined();
    const { ttl } = (await table.item("u-ada")) ?? {};
    expect(await table.item("email#ada@example.com")).toMatchObject({ ttl });
  });

  test("is the latest of all that had the address", async () => {
    await using table = await profileTable();
    await table.users.close(userOf(await table.users.create(ada, onboarding("1"))), rejected);
    const user = userOf(await table.users.create({ ...bob, email: ada.email }, onboarding("2")));
    expect(await table.users.findByEmail(ada.email)).toEqual(user);
    expect(await table.item("email#ada@example.com")).not.toHaveProperty("ttl"); // or it would be deleted while locked
    const ended = await table.users.close(user, expired);
    expect(await table.users.findByEmail(ada.email)).toEqual(ended);
  });

  test.each(ENDINGS)("is found after $status when its user went on under another address", async (ending) => {
    await using table = await profileTable();
    const mistyped = { ...ada, email: "aad@example.com", requestedBy: "U0ADMIN", note };
    const user = userOf(await table.users.create(mistyped, onboarding("1")));
    await table.users.recordCard(user, card);
    const former = await table.users.close(user, ending);
    const current = userOf(await table.users.create(ada, onboarding("2")));
    expect(await table.users.findByEmail(mistyped.email)).toEqual(former);
    expect(former).toMatchObject({ card, note });
    expect(await table.users.findByEmail(ada.email)).toEqual(current);
  });

  test("stays known where a later start was refused", async () => {
    await using table = await profileTable();
    const former = await table.users.close(userOf(await table.users.create(ada, onboarding("1"))), rejected);
    await table.users.create(bob, onboarding("2"));
    expect(await table.users.create({ ...bob, email: ada.email }, onboarding("3"))).toEqual({
      refusal: "user-pending",
    });
    expect(await table.users.findByEmail(ada.email)).toEqual(former);
  });

  test("is none where the address was only locked, or never seen", async () => {
    await using table = await profileTable();
    table.cut(4, "before"); // the profile's put, after both looks and the lock's put
    await expect(table.users.create(ada, onboarding("1"))).rejects.toThrow("The connection broke.");
    expect(await table.keys()).toEqual(["email#ada@example.com"]);
    expect(await table.users.findByEmail(ada.email)).toBeUndefined();
    expect(await table.users.findByEmail(bob.email)).toBeUndefined();
  });

  test("is found where the lock outlived an onboarding that ended", async () => {
    await using table = await profileTable();
    const user = userOf(await table.users.create(ada, onboarding("1")));
    table.cut(2, "before"); // the lock's release
    await expect(table.users.close(user, rejected)).rejects.toThrow("The connection broke.");
    expect(await table.keys()).toEqual(["email#ada@example.com", "u-ada"]);
    expect(await table.users.findByEmail(ada.email)).toEqual({ ...user, ...rejected });
  });
});
