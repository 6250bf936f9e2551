import { describe, expect, test } from "vitest";
import { memoryUsers, pendingUser } from "../../testkit/fakes.ts";
import { linesOf, refusedForGood } from "../../testkit/workflow/expected.ts";
import { ALONE, world } from "../../testkit/workflow/world.ts";

describe("the log", () => {
  test("says when an onboarding starts and how it ends, with the user ID and the execution", async () => {
    const it = world();
    const running = it.run();
    await it.asleep();
    await it.verify();
    await running;
    const about = { user_id: "u-ada", execution: it.users.all.get("u-ada")?.execution };
    expect(it.logs.map((line) => JSON.parse(line) as unknown)).toEqual([
      ["onboarding started", about],
      ["onboarding decided", { ...about, status: "ACTIVE" }],
    ]);
  });

  test("says why a start is refused, which is no start", async () => {
    const users = memoryUsers();
    users.all.set("u-ada", pendingUser());
    const it = world({ users });
    await it.run();
    expect(it.logs.map((line) => JSON.parse(line) as unknown)).toEqual([
      ["onboarding refused", { user_id: "u-ada", execution: expect.stringMatching(/\S/u), reason: "user-pending" }],
    ]);
    expect(it.metrics.counted).toEqual([]);
  });

  test("says when neither channel can be used", async () => {
    const it = world();
    it.mail.fault = refusedForGood;
    it.cards.fault = refusedForGood;
    await it.run();
    const about = { user_id: "u-ada", execution: it.users.all.get("u-ada")?.execution };
    const reason = "Neither the email (MessageRejected) nor the Slack card (MessageRejected) could be delivered.";
    expect(linesOf(it, "giving up")).toEqual([["giving up", { ...about, reason }]]);
  });
});

describe("a part of the workflow that breaks is named", ALONE, () => {
  const bug = () => {
    throw new TypeError("This is a bug.");
  };

  test.each([
    ["card", "record-card"],
    ["approvers", "message-approver-1"],
    ["reminder", "send-reminder-email"],
  ])("%s, in the log and in the history, and nobody is kept from deciding", async (part, step) => {
    const it = world({ reminders: [3_600] });
    it.metrics.undelivered = bug;
    if (step === "record-card") {
      it.cards.permalink = () => Promise.reject(refusedForGood());
    } else if (step === "message-approver-1") {
      it.cards.approvers = ["U0ADMIN"];
      let first = true; // the reminder asks again
      it.cards.messageApprover = async () => {
        if (first) {
          first = false;
          throw refusedForGood();
        }
      };
    } else {
      it.mail.sendReminder = () => Promise.reject(refusedForGood());
    }
    const running = it.run();
    await it.asleep(2);
    await it.verify();
    const { result, operations } = await running;
    expect(result).toMatchObject({ status: "COMPLETED" });
    expect(operations).toContain(`${part}-failed`);
    const about = { user_id: "u-ada", execution: it.users.all.get("u-ada")?.execution };
    expect(linesOf(it, "part of the workflow failed")).toEqual([
      ["part of the workflow failed", { ...about, part, reason: "TypeError" }],
    ]);
  });

  test("and a card that could not be recorded for a bug is not told of a failed email", async () => {
    const it = world();
    it.metrics.undelivered = (through) => (through === "slack" ? bug() : undefined);
    it.mail.fault = refusedForGood;
    it.cards.permalink = () => Promise.reject(refusedForGood());
    const running = it.run();
    await it.asleep();
    await it.reject();
    const { operations } = await running;
    expect(operations).toContain("card-failed");
    expect(it.cards.written.join("\n")).not.toContain("verification-email\n");
    expect(it.users.all.get("u-ada")).toMatchObject({ undelivered: ["verification-email"] });
  });
});
