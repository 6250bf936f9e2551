import { describe, expect, test } from "vitest";
import type { Ending } from "../../../src/domain/user.ts";
import { NOW } from "../../../testkit/fakes.ts";
import { ada, bob, onboarding, profileTable, userOf } from "../../../testkit/aws/profile-table.ts";

const at = NOW.toISOString();
const verified: Ending = { status: "ACTIVE", decision: { outcome: "verified", source: "email", at } };
const expired: Ending = { status: "EXPIRED" };

const AN_HOUR_PAST_THE_WINDOW = 25;
const MINUTES_OF_A_CLAIM = 10 / 60; // in hours

describe("an onboarding that died", () => {
  test("holds user and address until an hour after its window, and no longer", async () => {
    await using table = await profileTable();
    await table.users.create(ada, onboarding("1"));
    table.later(AN_HOUR_PAST_THE_WINDOW);
    expect(await table.users.create(ada, onboarding("2"))).toEqual({ refusal: "user-pending" });
    table.later(0.01);
    const user = userOf(await table.users.create(ada, onboarding("2")));
    expect(await table.users.find("u-ada")).toEqual(user);
    await table.users.close(user, expired);
    expect(await table.keys()).toEqual(["u-ada"]);
  });

  test("gives its address up to another user then", async () => {
    await using table = await profileTable();
    await table.users.create(ada, onboarding("1"));
    table.later(AN_HOUR_PAST_THE_WINDOW + 1);
    expect(await table.users.create({ ...bob, email: ada.email }, onboarding("2"))).toHaveProperty("user");
  });

  test("is replaced under another address too, and cannot end the new profile if it wakes after all", async () => {
    await using table = await profileTable();
    const dead = userOf(await table.users.create(ada, onboarding("1")));
    table.later(AN_HOUR_PAST_THE_WINDOW + 1);
    const user = userOf(await table.users.create({ ...ada, email: "ada@example.org" }, onboarding("2")));
    expect(await table.users.close(dead, verified)).toMatchObject({ status: "FAILED" });
    expect(await table.users.find("u-ada")).toEqual(user);
  });

  test("before it had a profile frees its address within minutes, however long its window is", async () => {
    await using table = await profileTable();
    const ninetyDays = onboarding("1", 90 * 86_400);
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      table.cut(4, "before"); // the profile's put
      await expect(table.users.create(ada, ninetyDays)).rejects.toThrow("The connection broke.");
    }
    const other = { ...bob, email: ada.email };
    table.later(MINUTES_OF_A_CLAIM);
    expect(await table.users.create(other, onboarding("2"))).toEqual({ refusal: "address-in-use" });
    expect(await table.users.create(ada, onboarding("3"))).toEqual({ refusal: "user-pending" });
    table.later(0.001);
    expect(await table.users.create(other, onboarding("4"))).toHaveProperty("user");
  });

  test("while it was being created holds its address for as long as it is tried again", async () => {
    await using table = await profileTable();
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      table.cut(4, "before");
      await expect(table.users.create(ada, onboarding("1"))).rejects.toThrow("The connection broke.");
      table.later(MINUTES_OF_A_CLAIM);
    }
    const other = { ...bob, email: ada.email };
    expect(await table.users.create(other, onboarding("2"))).toEqual({ refusal: "address-in-use" });
    expect(await table.users.create(ada, onboarding("1"))).toHaveProperty("user");
  });

  test("and whose address was taken meanwhile is refused when it is tried once more", async () => {
    await using table = await profileTable();
    table.cut(4, "before");
    await expect(table.users.create(ada, onboarding("1"))).rejects.toThrow("The connection broke.");
    table.later(MINUTES_OF_A_CLAIM + 0.001);
    const held = table.hold(3); // the lock's put, after it was found to be its own
    const late = table.users.create(ada, onboarding("1"));
    await held.reached;
    const other = userOf(await table.users.create({ ...bob, email: ada.email }, onboarding("2")));
    held.release();
    expect(await late).toEqual({ refusal: "address-in-use" });
    expect(await table.users.findByEmail(ada.email)).toEqual(other);
  });

  test("and whose address is claimed anew does not lose it to one who saw the claim end", async () => {
    await using table = await profileTable();
    table.cut(4, "before");
    await expect(table.users.create(ada, onboarding("1"))).rejects.toThrow("The connection broke.");
    table.later(MINUTES_OF_A_CLAIM + 0.001);
    const held = table.hold(4); // the lock's put, after its owner was found to have no profile
    const other = table.users.create({ ...bob, email: ada.email }, onboarding("2"));
    await held.reached;
    const user = userOf(await table.users.create(ada, onboarding("1")));
    held.release();
    expect(await other).toEqual({ refusal: "address-in-use" });
    expect(await table.users.findByEmail(ada.email)).toEqual(user);
  });

  test("between its end and freeing its address leaves the address to the next one", async () => {
    await using table = await profileTable();
    const user = userOf(await table.users.create(ada, onboarding("1")));
    table.cut(2, "before");
    await expect(table.users.close(user, expired)).rejects.toThrow("The connection broke.");
    expect(await table.users.create({ ...bob, email: ada.email }, onboarding("2"))).toHaveProperty("user");
  });

  test("but woke and became active while it was being replaced keeps user and address", async () => {
    await using table = await profileTable();
    const slow = userOf(await table.users.create(ada, onboarding("1")));
    table.later(AN_HOUR_PAST_THE_WINDOW + 1);
    const held = table.hold(5); // after: lock, its owner, lock taken over, profile
    const replacing = table.users.create(ada, onboarding("2"));
    await held.reached;
    await table.users.close(slow, verified);
    held.release();
    expect(await replacing).toEqual({ refusal: "user-active" });
    const other = await table.users.create({ ...bob, email: ada.email }, onboarding("3"));
    expect(other).toEqual({ refusal: "address-in-use" });
  });
});
