import { describe, expect, test } from "vitest";
import { DeadlinePassed } from "../../src/domain/deadline.ts";
import { type Asked, type Letter, sendLetter } from "../../src/domain/letters.ts";
import type { Outcome } from "../../src/domain/ports.ts";
import type { User } from "../../src/domain/user.ts";
import { ample, memoryUsers, NOW, passed, pendingUser } from "../../testkit/fakes.ts";
import { memoryExecutions, memoryLetters } from "../../testkit/slack/fakes.ts";

const nudge: Asked = { kind: "nudge", by: "U0REQUESTER" };
const resend: Asked = { kind: "resend-mail" };
const card = { channel: "C0APPROVALS", ts: "1.000001" };
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000).toISOString();

/** Ports around one profile; `later` is what it has become at each further look. */
function ports(user: User, { later = [], outcome = "running" }: { later?: User[]; outcome?: Outcome } = {}) {
  const looks = [...later];
  let seen = user;
  const users = memoryUsers();
  const letters = memoryLetters();
  const pauses: number[] = [];
  return {
    users: {
      ...users,
      async find() {
        seen = looks.shift() ?? seen;
        return seen;
      },
    },
    letters,
    executions: memoryExecutions(outcome),
    now: () => NOW,
    pause: async (milliseconds: number) => void pauses.push(milliseconds),
    pauses,
  };
}

const taken: Letter = { id: "another", kind: "nudge", by: "U0OTHER", at: ago(0) };
const user = (overrides: Partial<User> = {}) => pendingUser({ card, ...overrides });

describe("a letter", () => {
  test("goes into the letterbox that the profile shows, with an ID of its own", async () => {
    const at = ports(user());
    expect(await sendLetter(at, user(), nudge, ample())).toMatchObject({ kind: "sent" });
    expect([...at.letters.sent]).toEqual([
      ["bGV0dGVyYm94", { ...nudge, at: NOW.toISOString(), id: expect.stringMatching(/^[\da-f-]{36}$/u) }],
    ]);
  });

  test("that comes second waits for the letterbox to be open again", async () => {
    const at = ports(user(), { later: [user(), user({ letterbox: "next" })] });
    at.letters.sent.set("bGV0dGVyYm94", taken);
    expect(await sendLetter(at, user(), resend, ample())).toMatchObject({ kind: "sent" });
    expect(at.letters.sent.get("next")).toMatchObject(resend);
    expect(at.pauses).toHaveLength(2);
  });

  test("that comes second is measured by the one that came first", async () => {
    const nudged = user({ letterbox: "next", letters: { resends: 0, nudgedAt: ago(0) } });
    const at = ports(user(), { later: [nudged] });
    at.letters.sent.set("bGV0dGVyYm94", taken);
    expect(await sendLetter(at, user(), nudge, ample())).toMatchObject({ kind: "too-soon", user: nudged });
    expect(at.letters.sent.has("next")).toBe(false);
  });

  test("is not sent where others are first until the time is over", async () => {
    const at = ports(user());
    at.letters.sent.set("bGV0dGVyYm94", taken);
    expect(await sendLetter(at, user(), nudge, ample())).toMatchObject({ kind: "busy" });
    expect(at.letters.tried).toEqual(["bGV0dGVyYm94"]); // the same one is not tried twice
    expect(at.letters.sent.size).toBe(1);
    expect(at.pauses).toEqual(Array.from({ length: 10 }, () => 150));
  });

  test("is not sent after its deadline", async () => {
    const at = ports(user());
    await expect(sendLetter(at, user(), nudge, passed())).rejects.toBeInstanceOf(DeadlinePassed);
    expect(at.letters.sent.size).toBe(0);
  });

  test("has no way in where the profile shows no letterbox", async () => {
    expect(await sendLetter(ports(user()), user({ letterbox: undefined }), nudge, ample())).toMatchObject({
      kind: "full",
    });
  });
});

describe("an onboarding that has ended", () => {
  test.each(["ACTIVE", "REJECTED", "CANCELLED", "EXPIRED", "FAILED"] as const)("takes none: %s", async (status) => {
    const at = ports(user());
    expect(await sendLetter(at, user({ status }), resend, ample())).toMatchObject({ kind: "over", user: { status } });
    expect(at.letters.sent.size).toBe(0);
  });

  test("takes none once its window is over", async () => {
    const late = user({ expiresAt: NOW.toISOString() });
    expect(await sendLetter(ports(late), late, resend, ample())).toMatchObject({
      kind: "over",
      user: { status: "EXPIRED" },
    });
  });

  test("is known by its execution, where the profile says nothing of it", async () => {
    const at = ports(user(), { outcome: "stopped" });
    at.letters.sent.set("bGV0dGVyYm94", taken); // Lambda refuses every letter then
    expect(await sendLetter(at, user(), resend, ample())).toMatchObject({ kind: "over", user: { status: "FAILED" } });
  });

  test("is not mixed up with the one that took its place", async () => {
    const other = user({ execution: "arn:…/durable-execution/ada/2222", letterbox: "other" });
    const at = ports(user(), { later: [other] });
    at.letters.sent.set("bGV0dGVyYm94", taken);
    expect(await sendLetter(at, user(), resend, ample())).toMatchObject({ kind: "over" });
    expect(at.letters.sent.has("other")).toBe(false);
  });
});

describe("the limits", () => {
  test.each([
    [nudge, { nudgedAt: ago(599) }, { kind: "too-soon", next: ago(-1) }],
    [nudge, { nudgedAt: ago(600) }, { kind: "sent" }],
    [nudge, { resentAt: ago(1), resends: 5 }, { kind: "sent" }],
    [resend, { resentAt: ago(59), resends: 1 }, { kind: "too-soon", next: ago(-1) }],
    [resend, { resentAt: ago(60), resends: 4 }, { kind: "sent" }],
    [resend, { resentAt: ago(3_600), resends: 5 }, { kind: "used-up" }],
    [resend, { nudgedAt: ago(1) }, { kind: "sent" }],
  ] as const)("of %j after %j", async (asked, letters, expected) => {
    const before = user({ letters: { resends: 0, ...letters } });
    expect(await sendLetter(ports(before), before, asked, ample())).toMatchObject(expected);
  });

  test("let nothing be sent again after a complaint, and everything after any other trouble", async () => {
    const states = ["complained", "bounced", "rejected", "delayed"] as const;
    const kinds = states.map(async (state) => {
      const before = user({ mail: { state, reason: "", at: ago(1) } });
      return (await sendLetter(ports(before), before, resend, ample())).kind;
    });
    expect(await Promise.all(kinds)).toEqual(["complained", "sent", "sent", "sent"]);
  });

  test("ask nobody where there is no card to point to", async () => {
    const early = user({ card: undefined });
    expect(await sendLetter(ports(early), early, nudge, ample())).toMatchObject({ kind: "no-card" });
    expect(await sendLetter(ports(early), early, resend, ample())).toMatchObject({ kind: "sent" });
  });
});
