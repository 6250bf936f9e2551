import { describe, expect, test } from "vitest";
import * as v from "valibot";
import { parseDecision } from "../../src/domain/decide.ts";
import { after, type Letter, parseLetter } from "../../src/domain/letters.ts";
import { LettersSoFar, type MailTrouble, Notice } from "../../src/domain/user.ts";
import { NOW } from "../../testkit/fakes.ts";

const at = NOW.toISOString();
const later = new Date(NOW.getTime() + 600_000).toISOString();
const nudge = { id: "one", kind: "nudge", by: "U0REQUESTER", at } as const;
const resend = { id: "two", kind: "resend-mail", by: "U0ADMIN", at } as const;
const told = (state: MailTrouble["state"]) => ({ state, reason: "no such mailbox", at });
const trouble = (state: MailTrouble["state"]) => ({ id: "three", kind: "mail-bounced", ...told(state) }) as const;

describe("a callback carries a letter", () => {
  test.each<Letter>([
    nudge,
    resend,
    { id: "two", kind: "resend-mail", at },
    trouble("bounced"),
    trouble("complained"),
    trouble("delayed"),
    trouble("rejected"),
  ])("as it was sent: %j", (letter) => {
    expect(parseLetter(JSON.stringify(letter))).toEqual(letter);
  });

  test.each([
    undefined,
    "",
    "no JSON",
    "{}",
    JSON.stringify({ ...nudge, kind: "verify" }),
    JSON.stringify({ ...nudge, id: "" }),
    JSON.stringify({ ...nudge, at: "yesterday" }),
    JSON.stringify({ ...nudge, by: undefined }),
    JSON.stringify({ ...trouble("bounced"), state: "lost" }),
    JSON.stringify({ ...trouble("bounced"), reason: undefined }),
  ])("or something else, which is none: %s", (text) => {
    expect(parseLetter(text)).toBeUndefined();
  });
});

describe("a letter makes of those before it", () => {
  test("the latest nudge, and nothing where the one before was less than ten minutes ago", () => {
    const first = after({}, nudge);
    expect(first).toEqual({ mail: undefined, letters: { resends: 0, nudgedAt: at, nudgedBy: "U0REQUESTER" } });
    expect(after(first ?? {}, { ...nudge, by: "U0OTHER" })).toBeUndefined();
    expect(after({ ...first, mail: told("bounced") }, { ...nudge, at: later })).toEqual({
      mail: told("bounced"),
      letters: { resends: 0, nudgedAt: later, nudgedBy: "U0REQUESTER" },
    });
  });

  test("one more resend, of which nothing bad is known yet", () => {
    const known = { letters: { resends: 2, nudgedAt: at }, mail: told("bounced") };
    expect(after(known, resend)).toEqual({
      mail: undefined,
      letters: { resends: 3, resentAt: at, resentBy: "U0ADMIN", nudgedAt: at },
    });
    expect(after({ mail: told("complained") }, resend)).toBeUndefined();
  });

  test("what became of the email, if it is worse than what was known", () => {
    const states = ["delayed", "rejected", "bounced", "complained"] as const;
    const shownAfter = states.map((before) =>
      states.filter((state) => after({ letters: { resends: 1 }, mail: told(before) }, trouble(state))),
    );
    expect(shownAfter).toEqual([["rejected", "bounced", "complained"], ["complained"], ["complained"], []]);
    expect(after({ letters: { resends: 1 } }, trouble("delayed"))).toEqual({
      letters: { resends: 1 },
      mail: told("delayed"),
    });
  });
});

describe("a callback carries a decision", () => {
  test.each(["verified", "rejected", "withdrawn", "cancelled"])("as it was made: %s", (outcome) => {
    for (const source of ["email", "slack"]) {
      const decision = { outcome, source, by: "U0ADMIN", comment: "No desk", at };
      expect(parseDecision(JSON.stringify(decision))).toEqual(decision);
    }
  });
});

describe("a profile records", () => {
  test.each(["verification-email", "reminder-email", "welcome-email", "card", "card-update"])(
    "the notification that failed: %s",
    (notice) => {
      expect(v.is(Notice, notice)).toBe(true);
      expect(v.is(Notice, `${notice}s`)).toBe(false);
    },
  );

  test("the letters so far, whole", () => {
    const all = { resends: 1, resentAt: at, resentBy: "U0ADMIN", nudgedAt: at, nudgedBy: "U0REQUESTER" };
    expect(v.parse(LettersSoFar, all)).toEqual(all);
    expect(v.is(LettersSoFar, {})).toBe(false);
  });
});
