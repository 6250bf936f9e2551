import { describe, expect, test } from "vitest";
import { Throttled } from "../../src/domain/failures.ts";
import { memoryCards, memoryMail, memoryUsers } from "../../testkit/fakes.ts";
import { ASKED, shown, down, refusedForGood } from "../../testkit/workflow/expected.ts";
import { world } from "../../testkit/workflow/world.ts";

describe("either channel is enough", () => {
  test("Slack verifies while mail is refused for good", async () => {
    const it = world();
    it.mail.fault = refusedForGood;
    const running = it.run();
    await it.asleep();
    await it.verify();

    expect(await running).toMatchObject({ result: { status: "COMPLETED" }, invocations: 2 });
    expect(it.logs.join("\n")).toContain('"notice":"send-verification-email","reason":"MessageRejected"');
    expect(it.metrics.counted).toEqual(["started", "mail undelivered", "ACTIVE by email", "mail undelivered"]);
  });

  test("the mailed link verifies while Slack refuses for good; no card is updated", async () => {
    const it = world();
    it.cards.fault = refusedForGood;
    const running = it.run();
    await it.asleep();
    await it.verify();

    expect(await running).toMatchObject({
      result: { status: "COMPLETED" },
      operations: [...ASKED, "report-card", "activate-user", "send-welcome-email", "tell-requester"],
    });
    expect(it.users.all.get("u-ada")).toMatchObject({ status: "ACTIVE", undelivered: ["card"] });
  });

  test("both failing for good fails the execution at once, and frees the user", async () => {
    const it = world();
    it.mail.fault = refusedForGood;
    let left = 2;
    it.cards.fault = () => (left-- > 0 ? down() : refusedForGood());

    expect(await it.run()).toMatchObject({
      status: "FAILED",
      error: "OnboardingUndeliverable",
      message: "Neither the email (MessageRejected) nor the Slack card (MessageRejected) could be delivered.",
      operations: [...ASKED, "give-up", "fail-user", "tell-requester"],
    });
    expect(it.users.all.get("u-ada")?.status).toBe("FAILED");
    expect(it.metrics.counted.toSorted()).toEqual([
      "FAILED",
      "mail undelivered",
      "slack undelivered",
      "slack undelivered",
      "started",
    ]);
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

  test("giving up is tried again for as long as it takes, since nobody else would end the wait", async () => {
    const it = world();
    it.mail.fault = refusedForGood;
    it.cards.fault = refusedForGood;
    const { giveUp } = it.decisions;
    let failures = 12; // more than a step has attempts
    it.decisions.giveUp = async (...args) => {
      if (failures-- > 0) {
        throw refusedForGood();
      }
      return giveUp(...args);
    };

    expect(await it.run()).toMatchObject({ status: "FAILED", error: "OnboardingUndeliverable" });
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
    expect(it.cards.written).toEqual(["closed card for u-ada", ...shown("ACTIVE").slice(1)]);
    expect(attempts).toBeLessThan(100);
  });

  test("a card that comes between the decision and its writing is closed from the start", async () => {
    const users = memoryUsers();
    const cards = memoryCards();
    let attempts = 0;
    let closings = 0;
    const it = world({
      cards: {
        ...cards,
        async post(user, attempt) {
          attempts += 1;
          if (attempts === 3) {
            void it.verify();
          }
          if (closings === 0) {
            throw new Throttled("one message a second", 60);
          }
          return cards.post(user, attempt);
        },
      },
      users: {
        ...users,
        async close(user, ending) {
          closings += 1;
          if (!cards.written.some((line) => line.includes("card for"))) {
            throw down();
          }
          return users.close(user, ending);
        },
      },
    });

    expect(await it.run()).toMatchObject({ result: { status: "COMPLETED" } });
    expect(cards.written[0]).toBe("closed card for u-ada");
  });

  test("the execution goes on until the user is welcomed, also where there is no card to say so", async () => {
    const mail = memoryMail();
    let left = 3;
    const it = world({
      mail: {
        ...mail,
        async sendWelcome(user) {
          if (left-- > 0) {
            throw down();
          }
          await mail.sendWelcome(user);
        },
      },
    });
    it.cards.fault = refusedForGood;
    const running = it.run();
    await it.asleep();
    await it.verify();
    await running;
    expect(mail.sent).toEqual(["verification for u-ada", "welcome for u-ada"]);
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
    expect(it.cards.written).toEqual(shown("ACTIVE"));
  });
});
