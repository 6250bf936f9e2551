import { describe, expect, test } from "vitest";
import type { Ending } from "../../../src/domain/user.ts";
import { NOW } from "../../../testkit/fakes.ts";
import { ada, bob, onboarding, profileTable, userOf } from "../../../testkit/aws/profile-table.ts";

const at = NOW.toISOString();
const verified: Ending = { status: "ACTIVE", decision: { outcome: "verified", source: "email", at } };
const expired: Ending = { status: "EXPIRED" };

const AN_HOUR_PAST_THE_WINDOW = 25;
const MINUTES_OF_A_CLAIM = 10 / 60; // in hours

const everyBreak = (requests: number) =>
  Array.from({ length: requests }, (_, index) => index + 1).flatMap((nth) => [
    { nth, moment: "before" as const },
    { nth, moment: "after" as const },
  ]);

describe("a retry of the same step", () => {
  test("finds the profile that is there, unchanged", async () => {
    await using table = await profileTable();
    const user = userOf(await table.users.create(ada, onboarding("1")));
    table.later(0.1);
    expect(await table.users.create(ada, onboarding("1"))).toEqual({ user });
    expect(await table.users.listPending({ limit: 10 })).toEqual({ users: [user] });
  });

  test.each(everyBreak(4))("passes when the connection broke $moment request $nth", async ({ nth, moment }) => {
    await using table = await profileTable();
    table.cut(nth, moment);
    await expect(table.users.create(ada, onboarding("1"))).rejects.toThrow("The connection broke.");
    const user = userOf(await table.users.create(ada, onboarding("1")));
    expect(await table.users.find("u-ada")).toEqual(user);
    expect(await table.keys()).toEqual(["email#ada@example.com", "u-ada"]);
    await table.users.close(user, expired);
    expect(await table.keys()).toEqual(["u-ada"]);
  });

  test.each(everyBreak(1))(
    "is refused again, with nothing left behind, after a break $moment its only request",
    async (cut) => {
      await using table = await profileTable();
      await table.users.create(ada, onboarding("1"));
      table.cut(cut.nth, cut.moment);
      const elsewhere = { ...ada, email: "ada@example.org" };
      await expect(table.users.create(elsewhere, onboarding("2"))).rejects.toThrow("The connection broke.");
      expect(await table.users.create(elsewhere, onboarding("2"))).toEqual({ refusal: "user-pending" });
      expect(await table.keys()).toEqual(["email#ada@example.com", "u-ada"]);
    },
  );

  test("cannot bring an ended profile back when its write arrives late", async () => {
    await using table = await profileTable();
    const held = table.hold(4);
    const late = table.users.create(ada, onboarding("1"));
    await held.reached;
    const user = userOf(await table.users.create(ada, onboarding("1")));
    const closed = await table.users.close(user, expired);
    held.release();
    await late;
    expect(await table.users.find("u-ada")).toEqual(closed);
  });
});

describe("a user who is pending", () => {
  test("is refused a second onboarding, in any spelling of the address", async () => {
    await using table = await profileTable();
    const user = userOf(await table.users.create(ada, onboarding("1")));
    const second = await table.users.create({ ...ada, email: " Ada@Example.COM" }, onboarding("2"));
    expect(second).toEqual({ refusal: "user-pending" });
    expect(await table.users.find("u-ada")).toEqual(user);
    expect(await table.keys()).toEqual(["email#ada@example.com", "u-ada"]);
  });

  test("is refused one under another address, which stays free for others", async () => {
    await using table = await profileTable();
    await table.users.create(ada, onboarding("1"));
    const second = await table.users.create({ ...ada, email: bob.email }, onboarding("2"));
    expect(second).toEqual({ refusal: "user-pending" });
    expect(userOf(await table.users.create(bob, onboarding("3"))).email).toBe(bob.email);
  });

  test("is refused one even before the first one's profile is written", async () => {
    await using table = await profileTable();
    const held = table.hold(4);
    const first = table.users.create(ada, onboarding("1"));
    await held.reached;
    expect(await table.users.create(ada, onboarding("2"))).toEqual({ refusal: "user-pending" });
    held.release();
    expect(await first).toHaveProperty("user");
  });

  test("keeps the address from everybody else", async () => {
    await using table = await profileTable();
    await table.users.create(ada, onboarding("1"));
    const other = await table.users.create({ ...bob, email: "ADA@example.com" }, onboarding("2"));
    expect(other).toEqual({ refusal: "address-in-use" });
    expect(await table.users.find("u-bob")).toBeUndefined();
  });
});

describe("a user who is active", () => {
  test.each([ada.email, "ada@example.org"])("is refused a second onboarding, under %s", async (email) => {
    await using table = await profileTable();
    await table.users.close(userOf(await table.users.create(ada, onboarding("1"))), verified);
    expect(await table.users.create({ ...ada, email }, onboarding("2"))).toEqual({ refusal: "user-active" });
    expect(await table.keys()).toEqual(["email#ada@example.com", "u-ada"]);
  });

  test("keeps user ID and address for ever", async () => {
    await using table = await profileTable();
    const active = await table.users.close(userOf(await table.users.create(ada, onboarding("1"))), verified);
    table.later(365 * 24);
    const other = await table.users.create({ ...bob, email: ada.email }, onboarding("2"));
    expect(other).toEqual({ refusal: "address-in-use" });
    expect(await table.users.create(ada, onboarding("3"))).toEqual({ refusal: "user-active" });
    expect(await table.users.find("u-ada")).toEqual(active);
  });
});

describe("an address", () => {
  test("is free as soon as its onboarding has ended, even when the same user goes on under another one", async () => {
    await using table = await profileTable();
    await table.users.close(userOf(await table.users.create(ada, onboarding("1"))), expired);
    await table.users.create({ ...ada, email: "ada@example.org" }, onboarding("2"));
    expect(await table.users.create({ ...bob, email: ada.email }, onboarding("3"))).toHaveProperty("user");
  });

  test("of an active user is held, however it is spelled", async () => {
    await using table = await profileTable();
    const slow = userOf(await table.users.create({ ...ada, email: "Ada@Example.com" }, onboarding("1")));
    table.later(AN_HOUR_PAST_THE_WINDOW + 1);
    table.cut(4, "before"); // the profile's put, after the lock was taken over
    await expect(table.users.create(ada, onboarding("2"))).rejects.toThrow("The connection broke.");
    await table.users.close(slow, verified);
    table.later(MINUTES_OF_A_CLAIM + 0.001);
    const other = await table.users.create({ ...bob, email: ada.email }, onboarding("3"));
    expect(other).toEqual({ refusal: "address-in-use" });
  });

  test("that an active user once tried is free", async () => {
    await using table = await profileTable();
    table.cut(4, "before");
    await expect(table.users.create({ ...ada, email: "ada@example.org" }, onboarding("1"))).rejects.toThrow("broke");
    await table.users.close(userOf(await table.users.create(ada, onboarding("2"))), verified);
    table.later(MINUTES_OF_A_CLAIM + 0.001);
    expect(await table.users.create({ ...bob, email: "ada@example.org" }, onboarding("3"))).toHaveProperty("user");
  });
});

test("every read by key is consistent", async () => {
  await using table = await profileTable();
  const reads = table.reads();
  await table.users.create(ada, onboarding("1"));
  await table.users.find("u-ada");
  await table.users.findByEmail(ada.email);
  expect(reads).toEqual(Array.from({ length: 5 }, () => true));
});

describe("two starts at once", () => {
  const ROUNDS = 2;

  test.each([
    { who: "one user", second: ada, refusal: "user-pending" },
    { who: "two users with one address", second: { ...bob, email: ada.email }, refusal: "address-in-use" },
    { who: "one user under two addresses", second: { ...ada, email: bob.email }, refusal: "user-pending" },
  ])("of $who: one wins, the other one is refused, and nothing else remains", async ({ second, refusal }) => {
    await using table = await profileTable();
    for (let round = 0; round < ROUNDS; round += 1) {
      const outcomes = await Promise.all([
        table.users.create(ada, onboarding(`${round}a`)),
        table.users.create(second, onboarding(`${round}b`)),
      ]);
      const [winner, ...others] = outcomes.flatMap((outcome) => ("user" in outcome ? [outcome.user] : []));
      expect(others).toEqual([]);
      expect(outcomes).toContainEqual({ refusal });
      if (!winner) {
        throw new Error("Nobody won.");
      }
      expect(await table.users.find(winner.userId)).toEqual(winner);
      await table.users.close(winner, expired);
      expect((await table.keys()).filter((key) => key.startsWith("email#"))).toEqual([]);
    }
  });

  test("of a replacement for a dead one: one wins", async () => {
    await using table = await profileTable();
    for (let round = 0; round < ROUNDS; round += 1) {
      await table.users.create(ada, onboarding(`${round}dead`));
      table.later(AN_HOUR_PAST_THE_WINDOW + 1);
      const outcomes = await Promise.all([
        table.users.create(ada, onboarding(`${round}a`)),
        table.users.create(ada, onboarding(`${round}b`)),
      ]);
      expect(outcomes).toContainEqual({ refusal: "user-pending" });
      const winners = outcomes.flatMap((outcome) => ("user" in outcome ? [outcome.user] : []));
      expect(winners).toHaveLength(1);
      await Promise.all(winners.map((winner) => table.users.close(winner, expired)));
    }
  });
});
