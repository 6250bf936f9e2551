import { describe, expect, test, vi } from "vitest";
import { memoryMail } from "../../testkit/fakes.ts";
import { down, refusedForGood } from "../../testkit/workflow/expected.ts";
import { at, expectSkipped, lettersTo, mail, resend, threadOf } from "../../testkit/workflow/letters.ts";
import { ALONE, world } from "../../testkit/workflow/world.ts";

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
    it.mail.fault = vi.fn<() => Error | undefined>().mockImplementationOnce(refusedForGood);
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

  test("stops every further email where it is a complaint", ALONE, async () => {
    const mailbox = memoryMail();
    const it = world({
      reminders: [3_600],
      mail: {
        ...mailbox,
        async sendReminder() {
          await it.post(1, mail("one", "complained"));
          throw down();
        },
      },
    });
    const running = it.run();
    await expectSkipped(it, "send-reminder-email");
    await it.post(2, resend("two", 5));
    await it.post(3, resend("three", 10)); // into a box that opens once the one before is read
    await it.verify();
    await running;
    expect(mailbox.sent).toEqual(["verification for u-ada"]);
    expect(it.users.all.get("u-ada")?.letters?.resends).toBe(0);
    expect(threadOf(it.cards.written)).toContain("1.000001 thread: reminded"); // the approvers are, all the same
  });
});
