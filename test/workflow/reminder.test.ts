import { describe, expect, test } from "vitest";
import { OPENED, WELCOMED, shown, refusedForGood } from "../../testkit/workflow/expected.ts";
import { Throttled } from "../../src/domain/failures.ts";
import { memoryCards, memoryMail } from "../../testkit/fakes.ts";
import { ALONE, world } from "../../testkit/workflow/world.ts";

describe("the reminder", ALONE, () => {
  const REMINDED = ["until-reminder", "send-reminder-email", "remind-in-thread"];

  test("goes out by both channels, once, before the user verifies", async () => {
    const it = world({ reminders: [3600] });
    const running = it.run();
    await it.asleep(2);
    await it.verify();

    expect(await running).toMatchObject({
      result: { status: "COMPLETED" },
      invocations: 3,
      operations: [...OPENED, ...REMINDED, ...WELCOMED],
    });
    expect(it.mail.sent).toEqual(["verification for u-ada", "reminder for u-ada", "welcome for u-ada"]);
    const [card, ...rest] = shown("ACTIVE");
    expect(it.cards.written).toEqual([card, "1.000001 thread: reminded", ...rest]);
  });

  test("comes again, in the thread each time, and by email once; the last one escalates", async () => {
    const it = world({ reminders: [14_400, 72_000], escalates: true });
    const running = it.run();
    await it.asleep(3);
    await it.verify();

    const { operations, waitOf } = await running;
    const again = ["until-reminder-2", "remind-in-thread-2", "escalate"];
    expect(new Set(operations.slice(OPENED.length, OPENED.length + 6))).toEqual(new Set([...REMINDED, ...again]));
    expect([waitOf("until-reminder"), waitOf("until-reminder-2")]).toEqual([14_400, 57_600]);
    expect(it.mail.sent.filter((line) => line.includes("reminder"))).toHaveLength(1);
    const reminded = "1.000001 thread: reminded";
    expect(it.cards.written.slice(1, 4)).toEqual([reminded, reminded, "1.000001 escalated"]);
  });

  test("asks approvers in direct messages where they are notified so, at the start and again", async () => {
    const cards = { ...memoryCards(), approvers: ["U0ADMIN", "U0SECOND"] };
    const it = world({ reminders: [3600, 7200], cards });
    const running = it.run();
    await it.asleep(3);
    await it.verify();
    const { operations } = await running;

    const asked = cards.written.filter((line) => line.endsWith("is asked"));
    const both = ["U0ADMIN", "U0SECOND"].map((id) => `${id} is asked`);
    expect(asked.toSorted()).toEqual([...both, ...both, ...both].toSorted());
    const atFirst = ["message-approver-1", "message-approver-2"];
    const again = ["remind-approver-1", "remind-approver-2", "remind-approver-1-2", "remind-approver-2-2"];
    expect(new Set(operations.filter((step) => step?.includes("-approver-")))).toEqual(new Set([...atFirst, ...again]));
  });

  test("comes at its own time, however long the one before it takes to deliver", async () => {
    const cards = memoryCards();
    const told: string[] = [];
    let failures = 0;
    const it = world({
      reminders: [3600, 7200],
      cards: {
        ...cards,
        async tell(card, event, user, attempt) {
          // Slack is down from the first reminder until the second one's time has come.
          if (event === "reminded" && it.waitOf("until-reminder-2") === undefined) {
            failures += 1;
            throw new Throttled("slow down", 1);
          }
          told.push(event);
          await cards.tell(card, event, user, attempt);
        },
      },
    });
    const running = it.run();
    while (told.length < 2) {
      await new Promise((resolve) => void setImmediate(resolve));
    }
    await it.verify();

    const { result, waitOf } = await running;
    expect(result).toMatchObject({ status: "COMPLETED" });
    expect(failures).toBeGreaterThan(0);
    expect([waitOf("until-reminder"), waitOf("until-reminder-2")]).toEqual([3600, 3600]);
    expect(told).toEqual(["reminded", "reminded", "decided"]);
    expect(it.metrics.counted).not.toContain("faulted");
  });

  test("escalates at its time while a direct message of an earlier reminder keeps failing", async () => {
    const cards = memoryCards();
    let asked = 0;
    const it = world({
      reminders: [3600, 7200],
      escalates: true,
      cards: {
        ...cards,
        approvers: ["U0ADMIN"],
        async messageApprover() {
          if (!cards.written.includes("1.000001 escalated")) {
            throw new Throttled("slow down", 1);
          }
          asked += 1;
        },
      },
    });
    const running = it.run();
    while (asked < 3 && !it.metrics.counted.includes("slack undelivered")) {
      await new Promise((resolve) => void setImmediate(resolve));
    }
    await it.verify();

    const { resultOf } = await running;
    expect(resultOf("remind-approver-1")).toMatchObject({ status: "sent" });
    expect(it.metrics.counted).not.toContain("faulted");
  });

  test("whose email is lost while later reminders go out is reported, and replays as it ran", async () => {
    const mail = memoryMail();
    const cards = memoryCards();
    const it = world({
      reminders: [3600, 7200, 10_800],
      cards,
      mail: {
        ...mail,
        async sendReminder() {
          throw cards.written.filter((line) => line.endsWith("reminded")).length < 2
            ? new Throttled("slow down", 1)
            : refusedForGood();
        },
      },
    });
    const running = it.run();
    while (!cards.written.some((line) => line.endsWith("thread: reminder-email"))) {
      await new Promise((resolve) => void setImmediate(resolve));
    }
    await it.asleep(4);
    await it.verify();

    const { result, operations } = await running;
    expect(result).toMatchObject({ status: "COMPLETED" });
    expect(operations).toContain("report-reminder-email");
    expect(operations).toContain("remind-in-thread-3");
    expect(it.metrics.counted).not.toContain("faulted");
  });

  test("does not keep the window from ending", async () => {
    const it = world({ reminders: [3600], windowSeconds: 1 });

    expect(await it.run()).toMatchObject({ result: { status: "EXPIRED" }, invocations: 3 });
    expect(it.mail.sent).toEqual(["verification for u-ada", "reminder for u-ada"]);
  });

  test("is emailed even if the first email could not be", async () => {
    const it = world({ reminders: [3600] });
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

  test.each(["mail", "slack"])(
    "by %s is not sent once somebody has decided while it was being retried",
    async (through) => {
      const cards = memoryCards();
      const mail = memoryMail();
      let attempts = 0;
      let welcomes = 0;
      const failUntilDecided = () => {
        attempts += 1;
        if (attempts === 3) {
          void it.verify();
        }
        if (it.users.all.get("u-ada")?.status === "PENDING_EMAIL_VERIFICATION") {
          throw new Throttled("slow down", 1);
        }
      };
      const it = world({
        reminders: [3600],
        cards: {
          ...cards,
          async tell(card, event, user, attempt) {
            if (through === "slack" && event === "reminded") {
              failUntilDecided();
            }
            await cards.tell(card, event, user, attempt);
          },
        },
        mail: {
          ...mail,
          async sendReminder(user) {
            if (through === "mail") {
              failUntilDecided();
            }
            await mail.sendReminder(user);
          },
          async sendWelcome(user) {
            welcomes += 1;
            if (welcomes < 6) {
              throw new Throttled("slow down", 5); // the execution goes on for longer than a reminder would be retried
            }
            await mail.sendWelcome(user);
          },
        },
      });

      const { result, resultOf, waitOf } = await it.run();
      expect(result).toMatchObject({ status: "COMPLETED" });
      expect(waitOf("until-reminder")).toBe(3600);
      const step = through === "mail" ? "send-reminder-email" : "remind-in-thread";
      expect(resultOf(step)).toEqual({ status: "skipped" });
      const sent = through === "mail" ? mail.sent : cards.written;
      expect(sent.filter((line) => line.includes("remind"))).toEqual([]);
      expect(attempts).toBeGreaterThanOrEqual(3);
    },
  );
});
