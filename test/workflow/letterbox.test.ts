import { describe, expect, test } from "vitest";
import { memoryCards, memoryMail, memoryUsers } from "../../testkit/fakes.ts";
import { down, OPENED, shown, WELCOMED } from "../../testkit/workflow/expected.ts";
import { at, lettersTo, mail, nudge, resend, threadOf } from "../../testkit/workflow/letters.ts";
import { world } from "../../testkit/workflow/world.ts";

describe("a nudge", () => {
  test("asks in the thread, and leaves the decision as it is", async () => {
    const { it, pending, ended } = await lettersTo([nudge("one")]);

    expect(ended).toMatchObject({
      result: { status: "COMPLETED" },
      invocations: 3,
      operations: [...OPENED, "letterbox-2", "take-letter", "nudge-approvers", ...WELCOMED],
    });
    expect(threadOf(it.cards.written)).toContain("1.000001 thread: nudged");
    expect(pending?.letters).toEqual({ resends: 0, nudgedAt: at(1), nudgedBy: "U0REQUESTER" });
    expect(it.metrics.counted).toEqual(["started", "ACTIVE by email"]);
  });

  test("counts at most every ten minutes, by the letters' own times", async () => {
    const { it, pending } = await lettersTo([nudge("one", 1), nudge("two", 10), nudge("three", 11)]);

    expect(it.cards.written.filter((line) => line.includes("nudged"))).toHaveLength(2);
    expect(pending?.letters?.nudgedAt).toBe(at(11));
  });
});

describe("a letter", () => {
  test("counts once by its ID, however often it arrives", async () => {
    const { it } = await lettersTo([resend("same", 1), resend("same", 5)]);
    expect(it.mail.sent.filter((line) => line.startsWith("verification"))).toHaveLength(2);
  });

  test.each(["", "no JSON", "{}", '{"kind":"nudge"}', JSON.stringify({ ...nudge("one"), kind: "verify" })])(
    "that is none changes nothing, and the letterbox opens again: %j",
    async (text) => {
      const { it, ended } = await lettersTo([text, nudge("one")]);
      expect(ended.operations.slice(OPENED.length, -WELCOMED.length)).toEqual([
        "letterbox-2",
        "take-letter",
        "letterbox-3",
        "take-letter",
        "nudge-approvers",
      ]);
      expect(it.logs.join("\n")).toContain('"letter ignored"');
    },
  );

  test.each([
    ["a decision to verify", { outcome: "verified", source: "slack", by: "U0ADMIN", at: at(1) }],
    ["a decision to verify in a letter", { ...nudge("one"), outcome: "verified", source: "email" }],
  ])("can never decide: %s", async (_, letter) => {
    const it = world();
    const running = it.run();
    await it.asleep();
    await it.post(1, letter);
    await it.asleep(2);
    await it.reject();
    expect(await running).toMatchObject({ result: { status: "REJECTED" } });
  });

  test("opens the next letterbox even where an operator fails this one", async () => {
    const it = world();
    const running = it.run();
    await it.asleep();
    await it.failLetterbox(1);
    await it.asleep(2);
    await it.post(2, nudge("one"));
    await it.asleep(3);
    await it.verify();
    expect(await running).toMatchObject({ result: { status: "COMPLETED" } });
    expect(threadOf(it.cards.written)).toContain("1.000001 thread: nudged");
  });

  test("puts the next letterbox into the profile together with what it came to", async () => {
    const seen: unknown[] = [];
    const users = memoryUsers();
    const it = world({
      users: {
        ...users,
        async recordLetters(user, noted) {
          const isPending = await users.recordLetters(user, noted);
          const { letterbox, letters } = users.all.get("u-ada") ?? {};
          seen.push([letterbox, letters?.resends]);
          return isPending;
        },
      },
    });
    await lettersTo([resend("one", 1), resend("two", 2)], it);
    expect(seen).toEqual([
      [expect.any(String), 1],
      [expect.any(String), 2],
    ]);
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(2);
  });

  test("that comes after the end changes nothing", async () => {
    const mailbox = memoryMail();
    const statuses: (string | undefined)[] = [];
    const it = world({
      mail: {
        ...mailbox,
        async sendWelcome(user) {
          statuses.push(it.users.all.get("u-ada")?.status);
          if (statuses.length === 2) {
            await it.post(1, mail("late", "bounced"));
          }
          if (statuses.length < 4) {
            throw down(); // the execution lives on for a while
          }
          await mailbox.sendWelcome(user);
        },
      },
    });
    const running = it.run();
    await it.asleep();
    await it.verify();

    const { result, operations } = await running;
    expect(result).toMatchObject({ status: "COMPLETED" });
    expect(operations).toContain("take-letter"); // or it never came
    expect(operations).not.toContain("report-mail-trouble");
    expect(statuses).toEqual(["ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE"]);
    expect(it.users.all.get("u-ada")?.mail).toBeUndefined();
    expect(it.cards.written).toEqual(shown("ACTIVE"));
  });
});

describe("what a letter asks for", () => {
  test("is not done any more once somebody has decided while it was retried", async () => {
    const cards = memoryCards();
    let attempts = 0;
    const it = world({
      cards: {
        ...cards,
        async tell(card, event, user, attempt) {
          if (event === "nudged") {
            attempts += 1;
            if (attempts === 3) {
              void it.verify();
            }
            throw down();
          }
          await cards.tell(card, event, user, attempt);
        },
      },
    });
    const running = it.run();
    await it.asleep();
    await it.post(1, nudge("one"));
    const { result, resultOf } = await running;
    expect(result).toMatchObject({ status: "COMPLETED" });
    expect(resultOf("nudge-approvers")).toEqual({ status: "skipped" });
    expect(cards.written).toEqual(shown("ACTIVE"));
  });

  test("is shown before the outcome, which stays on the card", async () => {
    const cards = memoryCards();
    const it = world({
      cards: {
        ...cards,
        async update(card, user) {
          if (user.status === "PENDING_EMAIL_VERIFICATION") {
            void it.verify();
            await it.decided(); // in this very invocation, while Slack has not answered
          }
          await cards.update(card, user);
        },
      },
    });
    const running = it.run();
    await it.asleep();
    await it.post(1, mail("one", "bounced"));
    expect(await running).toMatchObject({ result: { status: "COMPLETED" } });
    const updates = cards.written.filter((line) => line.includes("shows"));
    expect(updates).toEqual(["1.000001 shows PENDING_EMAIL_VERIFICATION", "1.000001 shows ACTIVE"]);
  });
});
