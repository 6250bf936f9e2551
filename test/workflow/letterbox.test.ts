import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setUp, tearDown } from "../../testkit/workflow/chosen-stage.ts";
import { CLOSED, OPENED, down, refusedForGood, shown } from "../../testkit/workflow/expected.ts";
import { memoryCards, memoryMail, memoryUsers } from "../../testkit/fakes.ts";
import { world } from "../../testkit/workflow/world.ts";

beforeAll(setUp);
afterAll(tearDown);

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 9, minutes)).toISOString();
const nudge = (id: string, minutes = 1) => ({ id, kind: "nudge", by: "U0REQUESTER", at: at(minutes) });
const resend = (id: string, minutes = 1) => ({ id, kind: "resend-mail", by: "U0ADMIN", at: at(minutes) });
const mail = (id: string, state: string) => ({
  id,
  kind: "mail-bounced",
  state,
  reason: "no such mailbox",
  at: at(1),
});

/** An onboarding that has asked, gets these letters one after another, and is then verified. */
async function lettersTo(letters: readonly (object | string)[], it = world()) {
  const running = it.run();
  await it.asleep();
  for (const [index, letter] of letters.entries()) {
    await it.post(index + 1, letter);
    await it.asleep(index + 2);
  }
  const pending = it.users.all.get("u-ada");
  await it.verify();
  return { it, pending, ended: await running };
}

const WELCOME = ["activate-user", "send-welcome-email", ...CLOSED];
const threadOf = (written: readonly string[]) => written.filter((line) => line.includes("thread"));

describe("a nudge", () => {
  test("asks in the thread, and leaves the decision as it is", async () => {
    const { it, pending, ended } = await lettersTo([nudge("one")]);

    expect(ended).toMatchObject({
      result: { status: "COMPLETED" },
      invocations: 3,
      operations: [...OPENED, "letterbox-2", "take-letter", "nudge-approvers", ...WELCOME],
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
      expect(ended.operations.slice(OPENED.length, -WELCOME.length)).toEqual([
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
    const it = world({ windowSeconds: 1 });
    const running = it.run();
    await it.asleep();
    await it.post(1, letter);
    expect(await running).toMatchObject({ result: { status: "EXPIRED" } });
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

describe("a resend", () => {
  test("sends the same email again, and shows it", async () => {
    const { it, pending, ended } = await lettersTo([resend("one")]);

    expect(ended.operations.slice(OPENED.length, -WELCOME.length)).toEqual([
      "letterbox-2",
      "take-letter",
      "resend-verification-email",
      "report-resend",
    ]);
    expect(it.mail.sent).toEqual(["verification for u-ada", "verification for u-ada", "welcome for u-ada"]);
    expect(threadOf(it.cards.written)).toContain("1.000001 thread: resent");
    expect(pending?.letters).toEqual({ resends: 1, resentAt: at(1), resentBy: "U0ADMIN" });
  });

  test("counts at most once a minute and five times in all", async () => {
    const minutes = [1, 1, 2, 3, 4, 5, 6, 7];
    const { it, pending } = await lettersTo(minutes.map((minute, index) => resend(`${index}`, minute)));

    expect(it.mail.sent.filter((line) => line.startsWith("verification"))).toHaveLength(1 + 5);
    expect(pending?.letters).toMatchObject({ resends: 5, resentAt: at(5) });
  });

  test("clears what was said of the former email", async () => {
    const { it, pending } = await lettersTo([mail("bounce", "bounced"), resend("one")]);
    expect(pending?.mail ?? undefined).toBeUndefined();
    expect(it.cards.written.filter((line) => line.includes("shows PENDING"))).toHaveLength(2);
  });

  test("makes up for a first email that could not be sent", async () => {
    const it = world();
    let first = true;
    it.mail.fault = () => {
      const fault = first ? refusedForGood() : undefined;
      first = false;
      return fault;
    };
    const { pending } = await lettersTo([resend("one")], it);
    expect(it.mail.sent).toEqual(["verification for u-ada", "welcome for u-ada"]);
    expect(it.cards.written.findLast((line) => line.includes("PENDING"))).toBe(
      "1.000001 shows PENDING_EMAIL_VERIFICATION",
    );
    expect(pending?.undelivered ?? []).toEqual([]);
  });

  test("that fails for good says so, as the first email does", async () => {
    const it = world();
    let sent = 0;
    it.mail.fault = () => (sent++ === 1 ? refusedForGood() : undefined);
    const { pending } = await lettersTo([resend("one")], it);
    expect(it.cards.written).toContain("1.000001 shows PENDING_EMAIL_VERIFICATION, verification-email");
    expect(threadOf(it.cards.written)).toContain("1.000001 thread: verification-email");
    expect(pending?.undelivered).toEqual(["verification-email"]);
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

  test("sends no email again after a complaint that came while it was retried", async () => {
    const mailbox = memoryMail();
    let sent = 0;
    const it = world({
      mail: {
        ...mailbox,
        async sendVerification(user) {
          sent += 1;
          if (sent === 3) {
            await it.post(2, mail("two", "complained"));
          }
          if (sent > 1) {
            throw down();
          }
          await mailbox.sendVerification(user);
        },
      },
    });
    const running = it.run();
    await it.asleep();
    await it.post(1, resend("one"));
    await expect.poll(() => it.resultOf("resend-verification-email")).toEqual({ status: "skipped" });
    expect(sent).toBe(3);
    await it.verify();
    await running;
    expect(threadOf(it.cards.written)).not.toContain("1.000001 thread: mail-failed");
  });
});

describe("a letter about the email's fate", () => {
  test.each(["bounced", "complained", "rejected", "delayed"])(
    "is shown, and kept in the profile: %s",
    async (state) => {
      const { it, pending } = await lettersTo([mail("one", state)]);
      expect(pending?.mail).toEqual({ state, reason: "no such mailbox", at: at(1) });
      expect(threadOf(it.cards.written)).toContain("1.000001 thread: mail-bounced");
      expect(it.cards.written).toContain("1.000001 shows PENDING_EMAIL_VERIFICATION");
    },
  );

  test("hides no email of ours that could not be sent", async () => {
    const it = world();
    let first = true;
    it.mail.fault = () => {
      const fault = first ? refusedForGood() : undefined;
      first = false;
      return fault;
    };
    await lettersTo([mail("one", "delayed")], it);
    const pending = it.cards.written.filter((line) => line.includes("shows PENDING"));
    expect(new Set(pending)).toEqual(new Set(["1.000001 shows PENDING_EMAIL_VERIFICATION, verification-email"]));
    expect(pending).toHaveLength(2);
  });

  test("hides nothing worse", async () => {
    const { it, pending } = await lettersTo([mail("one", "bounced"), mail("two", "delayed")]);
    expect(pending?.mail?.state).toBe("bounced");
    expect(it.cards.written.filter((line) => line.includes("mail-bounced"))).toHaveLength(1);
  });

  test("is told once, however often the email service says it", async () => {
    const { it } = await lettersTo([mail("one", "delayed"), mail("two", "delayed"), mail("three", "bounced")]);
    expect(it.cards.written.filter((line) => line.includes("mail-bounced"))).toHaveLength(2);
  });

  test("stops every further email where it is a complaint", async () => {
    const { it, pending } = await lettersTo(
      [mail("one", "complained"), resend("two", 5)],
      world({ reminders: [3_600] }),
    );
    expect(it.mail.sent).toEqual(["verification for u-ada"]);
    expect(pending?.letters?.resends).toBe(0);
    expect(threadOf(it.cards.written)).toContain("1.000001 thread: reminded"); // the approvers are, all the same
  });
});
