import { LocalDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PermanentFailure, Throttled } from "../../src/domain/failures.ts";
import { memoryCards, memoryUsers, pendingUser } from "../fakes.ts";
import { ada, rejectedByAdmin, verifiedByMail, world } from "./world.ts";

beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }));
afterAll(() => LocalDurableTestRunner.teardownTestEnvironment());

const ASKED = ["verification", "create-user-profile", "send-verification-email", "post-to-slack"];
const OPENED = [...ASKED, "open-thread"];
const CLOSED = ["tell-requester", "update-slack-card"];

/** What the channel and the requester see of an onboarding that ends like this. */
const shown = (status: string) => [
  "card for u-ada",
  "1.000001 thread: asked",
  `U0REQUESTER is told: ${status}`,
  `1.000001 shows ${status}`,
  "1.000001 thread: decided",
];
const WELCOMED = ["1.000001 shows ACTIVE, welcomed", "1.000001 thread: welcomed"];
const down = () => new Error("connection refused");
const refusedForGood = () => new PermanentFailure("MessageRejected", "The mail was refused.");

describe("the decision", () => {
  test("to verify activates the user, welcomes them and closes the card", async () => {
    const it = world();
    const running = it.run();
    await it.asleep();
    await it.verify();

    expect(await running).toMatchObject({
      result: { status: "COMPLETED", user: { user_id: "u-ada", status: "ACTIVE" }, decision: verifiedByMail },
      invocations: 2,
      operations: [...OPENED, "activate-user", "send-welcome-email", ...CLOSED, "report-welcome"],
    });
    expect(it.users.all.get("u-ada")).toMatchObject({ status: "ACTIVE", decision: verifiedByMail });
    expect(it.mail.sent).toEqual(["verification for u-ada", "welcome for u-ada"]);
    expect(it.cards.written).toEqual([...shown("ACTIVE"), ...WELCOMED]);
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

describe("a decision that was told to whoever made it", () => {
  test("is carried out in the end, however long the table is down", async () => {
    const users = memoryUsers();
    let failures = 30;
    const it = world({
      users: {
        ...users,
        async close(user, ending) {
          if (failures-- > 0) {
            throw down();
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

describe("either channel is enough", () => {
  test("Slack verifies while mail is refused for good", async () => {
    const it = world();
    it.mail.fault = refusedForGood;
    const running = it.run();
    await it.asleep();
    await it.verify();

    expect(await running).toMatchObject({ result: { status: "COMPLETED" }, invocations: 2 });
    expect(it.logs.join("\n")).toContain('"notice":"send-verification-email","reason":"MessageRejected"');
  });

  test("the mailed link verifies while Slack refuses for good; no card is updated", async () => {
    const it = world();
    it.cards.fault = refusedForGood;
    const running = it.run();
    await it.asleep();
    await it.verify();

    expect(await running).toMatchObject({
      result: { status: "COMPLETED" },
      operations: [...ASKED, "activate-user", "send-welcome-email", "tell-requester"],
    });
  });

  test("both failing for good fails the execution at once, and frees the user", async () => {
    const it = world();
    it.mail.fault = refusedForGood;
    it.cards.fault = down;

    expect(await it.run()).toMatchObject({
      status: "FAILED",
      error: "OnboardingUndeliverable",
      message: "Neither the mail (MessageRejected) nor the Slack card (Error) could be delivered.",
      operations: [...ASKED, "give-up", "fail-user", "tell-requester"],
    });
    expect(it.users.all.get("u-ada")?.status).toBe("FAILED");
  });

  test("a decision that comes before giving up stands", async () => {
    const it = world();
    it.mail.fault = refusedForGood;
    it.cards.fault = refusedForGood;
    it.decisions.giveUp = async () => {
      await it.verify();
      return false;
    };

    expect(await it.run()).toMatchObject({ result: { status: "COMPLETED" } });
  });
});

describe("the card and its thread", () => {
  test("say that the mail could not be sent, and ask for a decision there", async () => {
    const it = world();
    it.mail.fault = refusedForGood;
    const running = it.run();
    await it.asleep();
    await it.reject();

    expect(await running).toMatchObject({ operations: [...OPENED, "report-mail-failure", "reject-user", ...CLOSED] });
    const [card, asked, ...rest] = shown("REJECTED");
    const trouble = ["1.000001 shows PENDING_EMAIL_VERIFICATION, mailFailed", "1.000001 thread: mail-failed"];
    expect(it.cards.written).toEqual([card, asked, ...trouble, ...rest]);
  });

  test("are kept in the profile, for lists to link to", async () => {
    const it = world();
    const running = it.run();
    await it.asleep();
    expect(it.users.all.get("u-ada")?.card).toEqual({
      channel: "C0APPROVALS",
      ts: "1.000001",
      permalink: "https://example.slack.com/archives/C0APPROVALS/p1000001",
    });
    await it.verify();
    await running;
  });

  test("begin before they end, however quick the decision", async () => {
    const users = memoryUsers();
    const it = world({
      users: {
        ...users,
        async recordCard(user, card) {
          await it.reject();
          await it.announced();
          await users.recordCard(user, card);
        },
      },
    });

    expect(await it.run()).toMatchObject({ operations: [...OPENED, "reject-user", ...CLOSED] });
    expect(it.cards.written.filter((line) => line.includes("thread"))).toEqual([
      "1.000001 thread: asked",
      "1.000001 thread: decided",
    ]);
    expect(users.all.get("u-ada")).toMatchObject({ status: "REJECTED", card: { ts: "1.000001" } });
  });

  test("lose their controls even when the decision comes while they are being told of a failed mail", async () => {
    const cards = memoryCards();
    const it = world({
      cards: {
        ...cards,
        async update(card, user, news) {
          if (news?.mailFailed) {
            await it.reject();
            await it.announced();
          }
          await cards.update(card, user, news);
        },
      },
    });
    it.mail.fault = refusedForGood;

    expect(await it.run()).toMatchObject({ result: { status: "REJECTED" } });
    expect(cards.written.filter((line) => line.includes("shows"))).toEqual([
      "1.000001 shows PENDING_EMAIL_VERIFICATION, mailFailed",
      "1.000001 shows REJECTED",
    ]);
  });

  test("have nobody to answer to where a program asked", async () => {
    const it = world();
    const { requested_by: _, ...byProgram } = ada;
    const running = it.run(byProgram);
    await it.asleep();
    await it.verify();

    expect(await running).toMatchObject({
      operations: [...OPENED, "activate-user", "send-welcome-email", "update-slack-card", "report-welcome"],
    });
  });
});

describe("while one channel is still retried", () => {
  // Only a decision that does not wait for the retries can heal what they wait for.
  test("a decision in Slack takes effect at once, and the obsolete mail is never sent", async () => {
    const it = world();
    let attempts = 0;
    it.mail.fault = () => {
      attempts += 1;
      if (attempts === 3) {
        void it.verify();
      }
      return it.users.all.get("u-ada")?.status === "ACTIVE" ? undefined : new Throttled("slow down", 60);
    };

    expect(await it.run()).toMatchObject({ result: { status: "COMPLETED" } });
    expect(it.mail.sent).toEqual(["welcome for u-ada"]);
    expect(attempts).toBeLessThan(100); // of 500 that it is patient for
  });

  test("a decision by mail takes effect at once, and the card that comes late is closed", async () => {
    const it = world();
    let attempts = 0;
    it.cards.fault = () => {
      attempts += 1;
      if (attempts === 3) {
        void it.verify();
      }
      return it.mail.sent.includes("welcome for u-ada") ? undefined : new Throttled("one message a second", 60);
    };

    expect(await it.run()).toMatchObject({ result: { status: "COMPLETED" } });
    expect(it.cards.written).toEqual([
      "U0REQUESTER is told: ACTIVE",
      "card for u-ada",
      "2.000001 thread: asked",
      "2.000001 shows ACTIVE",
      "2.000001 thread: decided",
      "2.000001 shows ACTIVE, welcomed",
      "2.000001 thread: welcomed",
    ]);
    expect(attempts).toBeLessThan(100);
  });

  test("a fault that passes is retried until the notice is out, once", async () => {
    const it = world();
    let left = 3;
    it.mail.fault = () => (left-- > 0 ? down() : undefined);
    const running = it.run();
    await it.asleep(4);
    await it.verify();

    expect(await running).toMatchObject({ result: { status: "COMPLETED" } });
    expect(it.mail.sent).toEqual(["verification for u-ada", "welcome for u-ada"]);
    expect(it.cards.written).toEqual([...shown("ACTIVE"), ...WELCOMED]);
  });
});

describe("the reminder", () => {
  const REMINDED = ["until-reminder", "send-reminder-email", "remind-in-thread"];

  test("goes out by both channels, once, before the user verifies", async () => {
    const it = world({ reminderSeconds: 3600 });
    const running = it.run();
    await it.asleep(2);
    await it.verify();

    expect(await running).toMatchObject({
      result: { status: "COMPLETED" },
      invocations: 3,
      operations: [...OPENED, ...REMINDED, "activate-user", "send-welcome-email", ...CLOSED, "report-welcome"],
    });
    expect(it.mail.sent).toEqual(["verification for u-ada", "reminder for u-ada", "welcome for u-ada"]);
    const [card, asked, ...rest] = [...shown("ACTIVE"), ...WELCOMED];
    expect(it.cards.written).toEqual([card, asked, "1.000001 thread: reminded", ...rest]);
  });

  test("does not keep the window from ending", async () => {
    const it = world({ reminderSeconds: 3600, windowSeconds: 1 });

    expect(await it.run()).toMatchObject({ result: { status: "EXPIRED" }, invocations: 3 });
    expect(it.mail.sent).toEqual(["verification for u-ada", "reminder for u-ada"]);
  });

  test("is mailed even where the first mail could not be", async () => {
    const it = world({ reminderSeconds: 3600 });
    let first = true;
    it.mail.fault = () => {
      const fault = first ? refusedForGood() : undefined;
      first = false;
      return fault;
    };
    const running = it.run();
    await it.asleep(2);
    await it.verify();
    await running;

    expect(it.mail.sent).toEqual(["reminder for u-ada", "welcome for u-ada"]);
  });
});

describe("a start", () => {
  test("with unusable input fails before anything durable, naming every fault and none of the values", async () => {
    const it = world();
    const { status, error, message, operations } = await it.run({ user_id: "a b", email: "nobody@", name: " " });

    expect({ status, error, operations }).toEqual({ status: "FAILED", error: "InvalidRequest", operations: [] });
    expect(message).toContain("user_id: use 1 to 128 letters");
    expect(message).toContain("email: is not an e-mail address");
    expect(message).toContain("name: is empty");
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
      operations: ["verification", "create-user-profile"],
    });
    expect(it.mail.sent).toEqual([]);
    expect(users.all.get(inTheWay.userId)).toBe(inTheWay);
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

test("the logs tell the user ID and the execution, and nothing that is secret or personal", async () => {
  const it = world({ reminderSeconds: 3600 });
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
