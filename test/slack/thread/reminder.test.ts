import { expect, test } from "vitest";
import { fallback } from "../../../src/slack/words.ts";
import { reminder } from "../../../src/slack/thread.ts";
import { pendingUser } from "../../../testkit/fakes.ts";

test("a reminder says who still waits, until when, and where to decide", () => {
  expect(fallback(reminder(pendingUser()))).toBe(
    "Reminder: Ada Lovelace (ada@example.com) is still waiting for a decision, until <!date^1795597200^{date_short_pretty} at {time}|25 Nov 2026, 09:00 UTC>. Verify or reject on the card above.",
  );
});

test("where the channel shows it too, it links to the card", () => {
  const card = { channel: "C0APPROVALS", ts: "1.1", permalink: "https://example.slack.com/archives/C0APPROVALS/p11" };
  expect(fallback(reminder(pendingUser({ card })))).toMatch(/09:00 UTC>\. <https:[^|]+\/p11\|Open the card>$/u);
});
