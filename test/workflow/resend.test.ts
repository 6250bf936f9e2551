import { describe, expect, test, vi } from "vitest";
import { memoryMail } from "../../testkit/fakes.ts";
import { down, OPENED, refusedForGood, WELCOMED } from "../../testkit/workflow/expected.ts";
import { at, expectSkipped, lettersTo, mail, resend, threadOf } from "../../testkit/workflow/letters.ts";
import { world } from "../../testkit/workflow/world.ts";

describe("a resend", () => {
  test("sends the same email again, and shows it", async () => {
    const { it, pending, ended } = await lettersTo([resend("one")]);

    expect(ended.operations.slice(OPENED.length, -WELCOMED.length)).toEqual([
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
    it.mail.fault = vi.fn<() => Error | undefined>().mockImplementationOnce(refusedForGood);
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

  test("is not sent any more after a complaint that came while it was retried", async () => {
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
    await expectSkipped(it, "resend-verification-email");
    expect(sent).toBe(3);
    await it.verify();
    await running;
    const told = ["mail-bounced", "decided", "welcome-email"]; // nothing of a resend; the welcome is held back too
    expect(threadOf(it.cards.written)).toEqual(told.map((event) => `1.000001 thread: ${event}`));
  });
});
