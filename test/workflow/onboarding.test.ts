import { describe, expect, test } from "vitest";
import { PermanentFailure } from "../../src/domain/failures.ts";
import { memoryUsers, pendingUser } from "../../testkit/fakes.ts";
import { OPENED, CLOSED, WELCOMED, shown, down, refusedForGood } from "../../testkit/workflow/expected.ts";
import { ALONE, ada, rejectedByAdmin, verifiedByMail, world } from "../../testkit/workflow/world.ts";

describe("the decision", () => {
  test("to verify activates the user, welcomes them and closes the card", async () => {
    const it = world();
    const running = it.run();
    await it.asleep();
    await it.verify();

    expect(await running).toMatchObject({
      result: { status: "COMPLETED", user: { user_id: "u-ada", status: "ACTIVE" }, decision: verifiedByMail },
      invocations: 2,
      operations: [...OPENED, ...WELCOMED],
    });
    expect(it.users.all.get("u-ada")).toMatchObject({ status: "ACTIVE", decision: verifiedByMail });
    expect(it.mail.sent).toEqual(["verification for u-ada", "welcome for u-ada"]);
    expect(it.cards.written).toEqual(shown("ACTIVE"));
    expect(it.metrics.counted).toEqual(["started", "ACTIVE by email"]);
  });

  test("to reject keeps the reason and welcomes nobody", async () => {
    const it = world();
    const running = it.run();
    await it.asleep();
    await it.reject();

    expect(await running).toMatchObject({
      result: { status: "REJECTED", user_id: "u-ada", decision: rejectedByAdmin },
      invocations: 2,
      operations: [...OPENED, "reject-user", ...CLOSED],
    });
    expect(it.users.all.get("u-ada")).toMatchObject({ status: "REJECTED", decision: rejectedByAdmin });
    expect(it.mail.sent).toEqual(["verification for u-ada"]);
    expect(it.cards.written).toEqual(shown("REJECTED"));
    expect(it.metrics.counted).toEqual(["started", "REJECTED by slack"]);
  });

  test("that nobody makes expires with the window", async () => {
    const it = world({ windowSeconds: 1 });

    expect(await it.run()).toMatchObject({
      result: { status: "EXPIRED", user_id: "u-ada" },
      invocations: 2,
      operations: [...OPENED, "expire-user", ...CLOSED],
    });
    expect(it.users.all.get("u-ada")?.status).toBe("EXPIRED");
    expect(it.mail.sent).toEqual(["verification for u-ada"]);
    expect(it.cards.written).toEqual(shown("EXPIRED"));
    expect(it.metrics.counted).toEqual(["started", "EXPIRED"]);
  });

  test.each(["", "{}", '{"outcome":"rejected","source":"slack","at":"2026-11-24T09:00:00Z"}'])(
    "must be one: a success of %j fails the onboarding instead of letting anyone in",
    async (result) => {
      const it = world();
      const running = it.run();
      await it.asleep();
      await it.complete(result);

      expect(await running).toMatchObject({ status: "FAILED", error: "OnboardingUndecided" });
      expect(it.users.all.get("u-ada")?.status).toBe("FAILED");
      expect(it.cards.written).toEqual(shown("FAILED"));
    },
  );
});

describe("a failure of the callback", () => {
  test.each([
    ["that is an operator's", undefined],
    ["that holds no decision", "{}"],
    ["that holds a decision to verify", JSON.stringify(verifiedByMail)],
  ])("%s rejects nobody, and fails under the name that it came with", async (_, ErrorData) => {
    const it = world();
    const running = it.run();
    await it.asleep();
    await it.fail({
      ErrorType: "StoppedByHand",
      ErrorMessage: "An operator ended it.",
      ...(ErrorData ? { ErrorData } : {}),
    });

    expect(await running).toMatchObject({ status: "FAILED", error: "StoppedByHand", message: "An operator ended it." });
    expect(it.users.all.get("u-ada")).toMatchObject({ status: "FAILED", failure: { name: "StoppedByHand" } });
    expect(it.cards.written).toEqual(shown("FAILED"));
  });
});

describe("a decision that the decider was told about", () => {
  test("is carried out in the end, however long the table is down", async () => {
    const users = memoryUsers();
    let failures = 30;
    const it = world({
      users: {
        ...users,
        async close(user, ending) {
          if (failures-- > 0) {
            throw failures % 2 === 0 ? down() : refusedForGood();
          }
          return users.close(user, ending);
        },
      },
    });
    const running = it.run();
    await it.asleep();
    await it.verify();

    expect(await running).toMatchObject({ result: { status: "COMPLETED" } });
    expect(users.all.get("u-ada")?.status).toBe("ACTIVE");
  });
});

describe("an end that the profile did not take", () => {
  const superseded = { status: "FAILED", failure: { name: "OnboardingSuperseded", message: "It is gone." } } as const;

  test("is told as what it is, and lets nobody in", async () => {
    const users = memoryUsers();
    const it = world({ users: { ...users, close: async (user) => ({ ...user, ...superseded }) } });
    const running = it.run();
    await it.asleep();
    await it.verify();

    expect(await running).toMatchObject({
      status: "FAILED",
      error: "OnboardingSuperseded",
      operations: [...OPENED, "activate-user", ...CLOSED],
    });
    expect(it.mail.sent).toEqual(["verification for u-ada"]);
    expect(it.cards.written).toEqual(shown("FAILED"));
    expect(it.metrics.counted).toEqual(["started", "FAILED"]);
  });
});

describe("a part that nobody waits for", () => {
  test("is logged and counted, once, when it breaks, and keeps nobody from deciding", async () => {
    const it = world();
    it.metrics.undelivered = () => {
      throw new TypeError("This is a bug.");
    };
    let first = true;
    it.mail.fault = () => {
      const fault = first ? refusedForGood() : undefined;
      first = false;
      return fault;
    };
    const running = it.run();
    await it.asleep();
    await it.verify();

    const { result, operations } = await running;
    expect(result).toMatchObject({ status: "COMPLETED" });
    expect(operations).toContain("trouble-failed");
    expect(it.metrics.counted).toEqual(["started", "faulted", "ACTIVE by email"]);
    const lines = it.logs.filter((line) => line.includes("part of the workflow failed"));
    expect(lines).toEqual([expect.stringContaining('"part":"trouble","reason":"TypeError"')]);
  });
});

describe("a start", () => {
  test("with unusable input fails before anything durable, naming every fault and none of the values", async () => {
    const it = world();
    const { status, error, message, operations } = await it.run({ user_id: "a b", email: "nobody@", name: " " });

    expect({ status, error, operations }).toEqual({ status: "FAILED", error: "InvalidRequest", operations: [] });
    expect(message).toContain("The user_id must have 1 to 128 letters");
    expect(message).toContain("The email is not an email address");
    expect(message).toContain("The name is empty");
    expect(message).not.toContain("nobody@");
  });

  test.each([
    ["user-pending", "UserAlreadyPending", pendingUser()],
    ["user-active", "UserAlreadyActive", pendingUser({ status: "ACTIVE" })],
    ["address-in-use", "AddressInUse", pendingUser({ userId: "u-other", email: "ADA@example.com" })],
  ])("refused as %s fails as %s and tells nobody", async (_, error, inTheWay) => {
    const users = memoryUsers();
    users.all.set(inTheWay.userId, inTheWay);
    const it = world({ users });

    expect(await it.run()).toMatchObject({
      status: "FAILED",
      error,
      operations: ["verification", "letterbox-1", "create-user-profile"],
    });
    expect(it.mail.sent).toEqual([]);
    expect(users.all.get(inTheWay.userId)).toBe(inTheWay);
  });

  test("that cannot be written fails after ten attempts, and notifies nobody", async () => {
    const users = memoryUsers();
    let attempts = 0;
    const it = world({
      users: {
        ...users,
        async create() {
          attempts += 1;
          throw down();
        },
      },
    });

    expect(await it.run()).toMatchObject({
      status: "FAILED",
      operations: ["verification", "letterbox-1", "create-user-profile"],
    });
    expect(attempts).toBe(10);
    expect([...it.mail.sent, ...it.cards.written]).toEqual([]);
  });

  test.each(["REJECTED", "EXPIRED", "FAILED"] as const)(
    "after an onboarding that was %s begins anew",
    async (status) => {
      const users = memoryUsers();
      users.all.set("u-ada", pendingUser({ status }));
      const it = world({ users });
      const running = it.run();
      await it.asleep();
      await it.verify();

      expect(await running).toMatchObject({ result: { status: "COMPLETED" } });
    },
  );
});

test("the logs tell the user ID and the execution, and nothing that is secret or personal", ALONE, async () => {
  const it = world({ reminders: [3600] });
  it.mail.fault = () => new PermanentFailure("MessageRejected", `Address ${ada.email} is not verified.`);
  const running = it.run();
  await it.asleep(2);
  await it.verify();
  await running;

  const logs = it.logs.join("\n");
  expect(logs).toContain("onboarding started");
  expect(logs).toContain('"user_id":"u-ada"');
  for (const secret of [ada.email, ada.name, it.users.all.get("u-ada")?.callbackId]) {
    expect(logs).not.toContain(secret);
  }
});
