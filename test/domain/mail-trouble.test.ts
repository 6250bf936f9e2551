import { describe, expect, test } from "vitest";
import { type MailReport, ONBOARDING_TAG, passOn } from "../../src/domain/mail-trouble.ts";
import type { Outcome } from "../../src/domain/ports.ts";
import type { User } from "../../src/domain/user.ts";
import { ample, memoryUsers, NOW, pendingUser } from "../../testkit/fakes.ts";
import { memoryExecutions, memoryLetters } from "../../testkit/slack/fakes.ts";

const report: MailReport = {
  id: "event-1",
  onboardingId: "1111",
  email: "ada@example.com",
  state: "bounced",
  reason: "no such mailbox",
  at: NOW.toISOString(),
};

function ports(user: User, outcome: Outcome = "running") {
  const users = memoryUsers();
  users.all.set(user.userId, user);
  return {
    users,
    letters: memoryLetters(),
    executions: memoryExecutions(outcome),
    now: () => NOW,
    pause: async () => undefined,
  };
}

test("the tag that names an onboarding is one that SES takes", () => {
  expect(ONBOARDING_TAG).toMatch(/^[\w-]{1,256}$/u);
});

describe("what the email service reports", () => {
  test("goes to its onboarding as a letter under the report's own ID, and holds no address", async () => {
    const at = ports(pendingUser());
    expect(await passOn(at, report, ample())).toBe("sent");
    const { onboardingId: _about, email: _to, ...letter } = report;
    expect([...at.letters.sent]).toEqual([["bGV0dGVyYm94", { ...letter, kind: "mail-bounced" }]]);
  });

  test("goes there too where the email was sent again a moment ago, or a complaint rules out more", async () => {
    const at = ports(pendingUser({ letters: { resends: 5, resentAt: NOW.toISOString() } }));
    expect(await passOn(at, report, ample())).toBe("sent");
  });

  test.each<[string, User, MailReport]>([
    ["an earlier onboarding of this address", pendingUser(), { ...report, onboardingId: "0000" }],
    ["an address that nobody has", pendingUser(), { ...report, email: "grace@example.com" }],
  ])("changes nothing where it is about %s", async (_what, user, other) => {
    const at = ports(user);
    expect(await passOn(at, other, ample())).toBe("unknown");
    expect(at.letters.tried).toEqual([]);
  });

  test("changes nothing where the onboarding has ended, by its profile or by Lambda", async () => {
    const ended = ports(pendingUser({ status: "ACTIVE" }));
    expect(await passOn(ended, report, ample())).toBe("over");
    expect(ended.letters.tried).toEqual([]);
    const stopped = ports(pendingUser(), "stopped");
    stopped.letters.sent.set("bGV0dGVyYm94", { id: "another", kind: "nudge", by: "U0OTHER", at: NOW.toISOString() });
    expect(await passOn(stopped, report, ample())).toBe("over");
  });

  test("is tried again later where other letters keep coming first, and given up where no more are taken", async () => {
    const busy = ports(pendingUser());
    busy.letters.sent.set("bGV0dGVyYm94", { id: "another", kind: "nudge", by: "U0OTHER", at: NOW.toISOString() });
    await expect(passOn(busy, report, ample())).rejects.toMatchObject({ name: "LetterboxBusy" });
    expect(await passOn(ports(pendingUser({ letterbox: undefined })), report, ample())).toBe("full");
  });
});
