import { describe, expect, test } from "vitest";
import { NOW } from "../../../testkit/fakes.ts";
import { ada, bob, onboarding, profileTable, userOf } from "../../../testkit/aws/profile-table.ts";

const failure = { name: "OnboardingStopped", message: "An operator stopped it." };
const first = onboarding("1");
const second = onboarding("2");
const verified = {
  status: "ACTIVE",
  decision: { outcome: "verified", source: "email", at: NOW.toISOString() },
} as const;

describe("closing what an ended execution left behind", () => {
  test("closes the pending profile, frees the address, takes it off the list and lets it age out", async () => {
    await using table = await profileTable();
    const user = userOf(await table.users.create(ada, first));
    expect(await table.leftovers.close(ada, first.execution, failure)).toEqual({ ...user, status: "FAILED", failure });
    expect(await table.keys()).toEqual(["u-ada"]);
    expect((await table.users.listPending({ limit: 10 })).users).toEqual([]);
    expect(await table.ttl("u-ada")).toBe(NOW.getTime() / 1000 + 30 * 86_400);
    table.later(30 * 24);
    expect(await table.users.find("u-ada")).toBeUndefined();
  });

  test("gives the profile until its end was announced, and not after", async () => {
    await using table = await profileTable();
    await table.users.create(ada, first);
    const closed = await table.leftovers.close(ada, first.execution, failure);
    expect(await table.leftovers.close(ada, first.execution, failure)).toEqual(closed);
    await table.leftovers.announced(closed as Exclude<typeof closed, "none" | undefined>);
    expect(await table.leftovers.close(ada, first.execution, failure)).toBeUndefined();
  });

  test("leaves a profile that another onboarding has taken over, and its address", async () => {
    await using table = await profileTable();
    const before = userOf(await table.users.create(ada, first));
    await table.users.close(before, { status: "EXPIRED" });
    const after = userOf(await table.users.create(ada, second));
    expect(await table.leftovers.close(ada, first.execution, failure)).toBeUndefined();
    expect(await table.users.findByEmail("ada@example.com")).toEqual(after);
  });

  test.each([verified, { status: "EXPIRED" }, { status: "FAILED", failure }] as const)(
    "leaves a profile that the workflow closed: $status",
    async (ending) => {
      await using table = await profileTable();
      const closed = await table.users.close(userOf(await table.users.create(ada, first)), ending);
      expect(await table.leftovers.close(ada, first.execution, failure)).toBeUndefined();
      expect(await table.users.find("u-ada")).toEqual(closed);
      expect(await table.users.findByEmail(ada.email)).toEqual(closed);
      expect(await table.keys()).toContain(ending.status === "ACTIVE" ? "email#ada@example.com" : "u-ada");
    },
  );

  test("frees an address whose profile was never written", async () => {
    await using table = await profileTable();
    table.cut(4, "before"); // the profile's put
    await table.users.create(ada, first).catch(() => undefined);
    expect(await table.keys()).toEqual(["email#ada@example.com"]);
    expect(await table.leftovers.close(ada, first.execution, failure)).toBe("none");
    expect(await table.keys()).toEqual([]);
  });

  test("does the same where an earlier onboarding of the user is still on record, which it leaves", async () => {
    await using table = await profileTable();
    await table.users.close(userOf(await table.users.create(ada, first)), { status: "EXPIRED" });
    table.cut(4, "before"); // the profile and the lock are read, the lock is put; the profile is put next
    await table.users.create(ada, second).catch(() => undefined);
    expect(await table.leftovers.close(ada, second.execution, failure)).toBe("none");
    expect(await table.users.find("u-ada")).toMatchObject({ execution: first.execution, status: "EXPIRED" });
    expect(await table.keys()).toEqual(["u-ada"]);
  });

  test("leaves the pointer of an onboarding that its workflow ended, when its user goes on under another address", async () => {
    await using table = await profileTable();
    const ended = await table.users.close(userOf(await table.users.create(ada, first)), { status: "EXPIRED" });
    await table.users.create({ ...ada, email: "countess@example.com" }, second);
    expect(await table.leftovers.close(ada, first.execution, failure)).toBeUndefined();
    expect(await table.users.findByEmail(ada.email)).toEqual(ended);
  });

  test("leaves an address that belongs to somebody else's onboarding", async () => {
    await using table = await profileTable();
    await table.users.create(bob, second);
    const refused = { ...ada, email: bob.email };
    expect(await table.leftovers.close(refused, first.execution, failure)).toBe("none");
    expect(await table.keys()).toEqual(["email#bob@example.com", "u-bob"]);
  });
});
