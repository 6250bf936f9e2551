import { describe, expect, test } from "vitest";
import { Throttled } from "../../src/domain/failures.ts";
import { memoryCards, memoryMail } from "../../testkit/fakes.ts";
import { down, linesOf, refusedForGood } from "../../testkit/workflow/expected.ts";
import { ALONE, world } from "../../testkit/workflow/world.ts";

const undelivered = (it: ReturnType<typeof world>) => it.metrics.counted.filter((line) => line.includes("undelivered"));

/** The verification email fails with these faults, one after the other, and is sent then; an admin rejects once the worst is over. */
async function mailFailing(faults: Error[]) {
  const mail = memoryMail();
  const left = [...faults];
  const it = world({
    mail: {
      ...mail,
      async sendVerification(user) {
        const fault = left.shift();
        if (left.length === 0) {
          void it.reject();
        }
        if (fault) {
          throw fault;
        }
        await mail.sendVerification(user);
      },
    },
  });
  await it.run();
  const { execution } = it.users.all.get("u-ada") ?? {};
  const about = { user_id: "u-ada", execution, notice: "send-verification-email" };
  return { counted: undelivered(it), lines: linesOf(it, "notification lost", "notification delayed"), about };
}

const times = (count: number, fault: () => Error) => Array.from({ length: count }, fault);
const throttled = () => new Throttled("slow down", 1);

describe("a notification that keeps failing", () => {
  test.each([
    ["nine times", times(9, down)],
    ["by throttling, however often", times(20, throttled)],
  ])("%s worries nobody", async (_, faults) => {
    expect(await mailFailing(faults)).toMatchObject({ counted: [], lines: [] });
  });

  test.each([
    ["ten times", times(10, down)],
    ["more often", times(12, down)],
    ["ten times, and is throttled then", [...times(10, down), ...times(3, throttled)]],
  ])("%s is counted and logged once, as delayed", async (_, faults) => {
    const { counted, lines, about } = await mailFailing(faults);
    expect(counted).toEqual(["mail undelivered"]);
    expect(lines).toEqual([["notification delayed", { ...about, reason: "Error" }]]);
  });

  test("and is lost then is counted once, and logged as both", async () => {
    const { counted, lines, about } = await mailFailing([...times(10, down), refusedForGood()]);
    expect(counted).toEqual(["mail undelivered"]);
    expect(lines).toEqual([
      ["notification delayed", { ...about, reason: "Error" }],
      ["notification lost", { ...about, reason: "MessageRejected" }],
    ]);
  });

  test.each([0, 5, 9])("%i times and is lost then is counted and logged once, as lost", async (failures) => {
    const { counted, lines, about } = await mailFailing([...times(failures, down), refusedForGood()]);
    expect(counted).toEqual(["mail undelivered"]);
    expect(lines).toEqual([["notification lost", { ...about, reason: "MessageRejected" }]]);
  });
});

/** An onboarding in which only this step fails, for good. */
async function losing(step: string) {
  const refuse = (is: string) => {
    if (is === step) {
      throw refusedForGood();
    }
  };
  const cards = memoryCards();
  const mail = memoryMail();
  const it = world({
    reminders: [3_600],
    cards: {
      ...cards,
      async post(user, attempt) {
        refuse("post-to-slack");
        return cards.post(user, attempt);
      },
      async permalink(card) {
        refuse("record-card");
        return cards.permalink(card);
      },
      async update(card, user) {
        const isReport = user.undelivered?.includes(user.status === "ACTIVE" ? "welcome-email" : "verification-email");
        refuse(isReport ? `report-${user.undelivered?.at(-1)}` : "update-slack-card");
        await cards.update(card, user);
      },
      async tell(card, event, user, attempt) {
        refuse(event === "reminded" ? "remind-in-thread" : "");
        await cards.tell(card, event, user, attempt);
      },
      async tellRequester(user, attempt) {
        refuse("tell-requester");
        await cards.tellRequester(user, attempt);
      },
    },
    mail: {
      ...mail,
      async sendVerification(user) {
        refuse(step === "report-verification-email" ? step : "send-verification-email");
        await mail.sendVerification(user);
      },
      async sendReminder(user) {
        refuse("send-reminder-email");
        await mail.sendReminder(user);
      },
      async sendWelcome(user) {
        refuse(step === "report-welcome-email" ? step : "send-welcome-email");
        await mail.sendWelcome(user);
      },
    },
  });
  const running = it.run();
  await it.asleep(2);
  await it.verify();
  return { it, cards, ...(await running) };
}

describe("a notification that is lost is counted under its channel and logged by its step", ALONE, () => {
  test.each([
    ["send-verification-email", ["mail"]],
    ["post-to-slack", ["slack"]],
    ["record-card", ["slack"]],
    ["report-verification-email", ["mail", "slack"]],
    ["send-reminder-email", ["mail"]],
    ["remind-in-thread", ["slack"]],
    ["send-welcome-email", ["mail"]],
    ["tell-requester", ["slack"]],
    ["update-slack-card", ["slack"]],
    ["report-welcome-email", ["mail", "slack"]],
  ])("%s, and the user is let in all the same", async (step, channels) => {
    const { it, result } = await losing(step);
    expect(result).toMatchObject({ status: "COMPLETED" });
    expect(undelivered(it)).toEqual(channels.map((channel) => `${channel} undelivered`));
    const notices = linesOf(it, "notification lost").map(([, fields]) => (fields as { notice: string }).notice);
    expect(notices.at(-1)).toBe(step);
  });
});

describe("when one of them is lost", ALONE, () => {
  test("a card that could not be recorded is closed all the same", async () => {
    const { cards } = await losing("record-card");
    expect(cards.written).toContain("1.000001 shows ACTIVE");
    expect(cards.written).toContain("1.000001 thread: decided");
  });

  test("a card that could not be posted has nobody reminded beside it", async () => {
    const { operations, it } = await losing("post-to-slack");
    expect(operations).not.toContain("remind-in-thread");
    expect(it.mail.sent).toContain("reminder for u-ada");
  });

  test("a welcome that could not be sent is reported on the card and in its thread", async () => {
    const { cards, it } = await losing("send-welcome-email");
    expect(cards.written.slice(-2)).toEqual(["1.000001 shows ACTIVE, welcome-email", "1.000001 thread: welcome-email"]);
    expect(it.users.all.get("u-ada")).toMatchObject({ undelivered: ["welcome-email"] });
  });

  test.each([
    ["send-reminder-email", "reminder-email"],
    ["post-to-slack", "card"],
    ["update-slack-card", "card-update"],
  ] as const)("%s is noted in the profile, where lists find it", async (step, notice) => {
    const { it, operations } = await losing(step);
    expect(operations).toContain(`report-${notice}`);
    expect(it.users.all.get("u-ada")).toMatchObject({ undelivered: [notice] });
  });
});
