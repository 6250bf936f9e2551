import { describe, expect, test } from "vitest";
import { onboardingId, type Ending } from "../../../src/domain/user.ts";
import { NOW } from "../../../testkit/fakes.ts";
import { WINDOW_SECONDS, ada, bob, onboarding, profileTable, userOf } from "../../../testkit/aws/profile-table.ts";

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

describe("a new profile", () => {
  test("is pending, knows its onboarding and its window, and is found as it was created", async () => {
    await using table = await profileTable();
    const user = userOf(await table.users.create({ ...ada, requestedBy: "U0ADMIN", note }, onboarding("1")));
    expect(user).toEqual({
      ...ada,
      requestedBy: "U0ADMIN",
      note,
      status: "PENDING_EMAIL_VERIFICATION",
      execution: onboarding("1").execution,
      callbackId: onboarding("1").callbackId,
      letterbox: onboarding("1").letterbox,
      createdAt: "2026-11-24T09:00:00.000Z",
      expiresAt: "2026-11-25T09:00:00.000Z",
    });
    expect(await table.users.find("u-ada")).toEqual(user);
  });

  test("without a requester has none", async () => {
    await using table = await profileTable();
    await table.users.create({ ...ada, requestedBy: undefined }, onboarding("1"));
    expect((await table.users.find("u-ada"))?.requestedBy).toBeUndefined();
  });

  test("is not found under an unknown ID", async () => {
    await using table = await profileTable();
    expect(await table.users.find("u-nobody")).toBeUndefined();
  });
});

describe("closing a profile", () => {
  test.each([verified, ...ENDINGS])(
    "records $status with its reasons, and gives the profile as it is now",
    async (ending) => {
      await using table = await profileTable();
      const user = userOf(await table.users.create(ada, onboarding("1")));
      const closed = await table.users.close(user, ending);
      expect(closed).toEqual({ ...user, ...ending });
      expect(await table.users.find("u-ada")).toEqual(closed);
    },
  );

  test("takes a decision's absent parts as absent", async () => {
    await using table = await profileTable();
    const user = userOf(await table.users.create(ada, onboarding("1")));
    const decision = { outcome: "verified", source: "email", by: undefined, comment: undefined, at } as const;
    expect(await table.users.close(user, { status: "ACTIVE", decision })).toEqual({ ...user, ...verified });
  });

  test.each(
    [1, 2].flatMap((nth) => [
      { nth, moment: "before" as const },
      { nth, moment: "after" as const },
    ]),
  )("passes on a retry when the connection broke $moment request $nth", async ({ nth, moment }) => {
    await using table = await profileTable();
    const user = userOf(await table.users.create(ada, onboarding("1")));
    table.cut(nth, moment);
    await expect(table.users.close(user, rejected)).rejects.toThrow("The connection broke.");
    expect(await table.users.close(user, rejected)).toEqual({ ...user, ...rejected });
    expect(await table.keys()).toEqual(["u-ada"]);
  });

  test("cannot change an end that was written already", async () => {
    await using table = await profileTable();
    const user = userOf(await table.users.create(ada, onboarding("1")));
    await table.users.close(user, verified);
    await table.users.close(user, rejected);
    expect(await table.users.find("u-ada")).toMatchObject({ status: "ACTIVE" });
    expect(await table.keys()).toEqual(["email#ada@example.com", "u-ada"]);
  });

  test("leaves the address to the user who took it between two attempts", async () => {
    await using table = await profileTable();
    const user = userOf(await table.users.create(ada, onboarding("1")));
    table.cut(2, "after");
    await expect(table.users.close(user, expired)).rejects.toThrow("The connection broke.");
    await table.users.create({ ...bob, email: ada.email }, onboarding("2"));
    expect(await table.users.close(user, expired)).toMatchObject({ status: "EXPIRED" });
    expect(await table.keys()).toEqual(["email#ada@example.com", "u-ada", "u-bob"]);
  });

  test("cannot touch the profile of a later onboarding, nor its address", async () => {
    await using table = await profileTable();
    const former = userOf(await table.users.create(ada, onboarding("1")));
    await table.users.close(former, expired);
    const current = userOf(await table.users.create(ada, onboarding("2")));
    for (const ending of ENDINGS) {
      expect(await table.users.close(former, ending)).toEqual({ ...former, ...ending }); // as good as written
    }
    expect(await table.users.close(former, verified)).toMatchObject({
      status: "FAILED",
      failure: { name: "OnboardingSuperseded" },
    });
    expect(await table.users.find("u-ada")).toEqual(current);
    expect(await table.keys()).toEqual(["email#ada@example.com", "u-ada"]);
  });
});

describe("after the end", () => {
  test.each(ENDINGS)("$status frees the user and the address for a new onboarding", async (ending) => {
    await using table = await profileTable();
    await table.users.close(userOf(await table.users.create(ada, onboarding("1"))), ending);
    expect(await table.keys()).toEqual(["u-ada"]);
    const again = userOf(await table.users.create(ada, onboarding("2")));
    expect(onboardingId(again)).toBe("2");
    expect(await table.users.find("u-ada")).toEqual(again);
  });

  test("ACTIVE keeps the address", async () => {
    await using table = await profileTable();
    await table.users.close(userOf(await table.users.create(ada, onboarding("1"))), verified);
    expect(await table.keys()).toEqual(["email#ada@example.com", "u-ada"]);
  });

  test.each(ENDINGS)("$status is found for 30 days and then is not, deleted or not", async (ending) => {
    await using table = await profileTable();
    await table.users.close(userOf(await table.users.create(ada, onboarding("1"))), ending);
    table.later(30 * 24 - 1);
    expect(await table.users.find("u-ada")).toBeDefined();
    table.later(1);
    expect(await table.users.find("u-ada")).toBeUndefined();
    expect(await table.keys()).toEqual(["u-ada"]);
  });

  test("ACTIVE is found for ever, even after an earlier onboarding that was rejected", async () => {
    await using table = await profileTable();
    await table.users.close(userOf(await table.users.create(ada, onboarding("1"))), rejected);
    await table.users.close(userOf(await table.users.create(ada, onboarding("2"))), verified);
    table.later(10 * 365 * 24);
    expect(await table.users.find("u-ada")).toMatchObject({ status: "ACTIVE" });
  });
});

describe("the card of an onboarding", () => {
  test("is kept, however often, and stays when the onboarding ends", async () => {
    await using table = await profileTable();
    const user = userOf(await table.users.create(ada, onboarding("1")));
    await table.users.recordCard(user, card);
    await table.users.recordCard(user, card);
    expect(await table.users.find("u-ada")).toEqual({ ...user, card });
    expect(await table.users.listPending({ limit: 1 })).toMatchObject({ users: [{ card }] });
    expect(await table.users.close(user, verified)).toEqual({ ...user, ...verified, card });
  });

  test("is kept without a permalink where there is none, and after the decision", async () => {
    await using table = await profileTable();
    const user = userOf(await table.users.create(ada, onboarding("1")));
    await table.users.close(user, verified);
    const bare = { channel: card.channel, ts: card.ts };
    await table.users.recordCard(user, { ...bare, permalink: undefined });
    expect(await table.users.find("u-ada")).toEqual({ ...user, ...verified, card: bare });
  });

  test("does not get onto the profile of a later onboarding", async () => {
    await using table = await profileTable();
    const former = userOf(await table.users.create(ada, onboarding("1")));
    await table.users.close(former, expired);
    const current = userOf(await table.users.create(ada, onboarding("2")));
    await table.users.recordCard(former, card);
    expect(await table.users.find("u-ada")).toEqual(current);
  });
});

const cleo = { userId: "u-cleo", email: "cleo@example.com", name: "Cleo" };
const ids = ({ users }: { users: readonly { userId: string }[] }) => users.map(({ userId }) => userId);

describe("the list of the pending", () => {
  test("has the earliest deadline first, and says where to go on", async () => {
    await using table = await profileTable();
    for (const [user, days] of [
      [bob, 3],
      [cleo, 1],
      [ada, 2],
    ] as const) {
      await table.users.create(user, onboarding(user.userId, days * WINDOW_SECONDS));
    }
    const first = await table.users.listPending({ limit: 2 });
    expect(ids(first)).toEqual(["u-cleo", "u-ada"]);
    expect(first.next).toEqual({ expiresAt: first.users[1]?.expiresAt, userId: "u-ada" });
    const second = await table.users.listPending({ limit: 2, after: first.next });
    expect([ids(second), second.next]).toEqual([["u-bob"], undefined]);
  });

  test("leaves out those whose windows are over", async () => {
    await using table = await profileTable();
    await table.users.create(ada, onboarding("1"));
    await table.users.create(bob, onboarding("2", WINDOW_SECONDS + 1));
    table.later(24);
    expect(ids(await table.users.listPending({ limit: 10 }))).toEqual(["u-bob"]);
  });

  test("goes on behind a profile that is decided by then, or whose window is over", async () => {
    await using table = await profileTable();
    const first = userOf(await table.users.create(ada, onboarding("1")));
    await table.users.create(bob, onboarding("2", 2 * WINDOW_SECONDS));
    await table.users.close(first, verified);
    expect(ids(await table.users.listPending({ limit: 10, after: first }))).toEqual(["u-bob"]);
    table.later(24);
    expect(ids(await table.users.listPending({ limit: 10, after: first }))).toEqual(["u-bob"]);
  });

  test.each([verified, ...ENDINGS])("leaves $status out", async (ending) => {
    await using table = await profileTable();
    await table.users.close(userOf(await table.users.create(ada, onboarding("1"))), ending);
    expect(await table.users.listPending({ limit: 10 })).toEqual({ users: [] });
  });
});
