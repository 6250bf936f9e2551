import { describe, expect, test } from "vitest";
import { pendingLine } from "../../src/slack/inbox.ts";
import { statusMessage } from "../../src/slack/wording.ts";
import { fallback } from "../../src/slack/words.ts";
import { overLimits } from "../../testkit/slack/limits.ts";
import { NOW, pendingUser } from "../../testkit/fakes.ts";

const at = NOW.toISOString();
const AT = "<!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026, 09:00 UTC>";
const UNTIL = "<!date^1795597200^{date_short_pretty} at {time}|25 Nov 2026, 09:00 UTC>";
const told = (overrides: Parameters<typeof pendingUser>[0]) => statusMessage(pendingUser(overrides)).text.split("\n");

describe("where an onboarding stands", () => {
  test("pending: who asked, when, with what note, and until when", () => {
    const card = { channel: "C0APPROVALS", ts: "1.1", permalink: "https://slack.example/p11" };
    expect(told({ requestedBy: "U0REQUESTER", note: "Starts <soon>", card })).toEqual([
      "Ada Lovelace (ada@example.com) is waiting for a decision. <https://slack.example/p11|Open the card>",
      `• Requested by <@U0REQUESTER>, ${AT}`,
      "• Note: Starts &lt;soon&gt;",
      `• Decide by ${UNTIL}`,
    ]);
  });

  test("verified: by which way and when", () => {
    const decision = { outcome: "verified", source: "email", at } as const;
    expect(told({ status: "ACTIVE", decision })).toEqual([
      "Ada Lovelace (ada@example.com) is active.",
      `• Requested through the API, ${AT}`,
      `• Verified by the emailed link, ${AT}`,
    ]);
  });

  test("rejected: by whom, when and why", () => {
    const decision = { outcome: "rejected", source: "slack", by: "U0ADMIN", comment: "not *yet*", at } as const;
    expect(told({ status: "REJECTED", decision }).slice(2)).toEqual([
      `• Rejected by <@U0ADMIN> in Slack, ${AT}`,
      "• Reason: not *yet*",
    ]);
  });

  test.each([
    [{ status: "ACTIVE", undelivered: ["welcome-email"] }, "is active · welcome email not delivered."],
    [{ undelivered: ["verification-email"] }, "is waiting for a decision · verification email not delivered."],
    [
      { status: "EXPIRED", undelivered: ["card", "reminder-email"] },
      "· no card in Slack · reminder email not delivered.",
    ],
  ] as const)("with what was not delivered: %o", (user, said) => {
    expect(told(user)[0]).toContain(said);
  });

  test("in a list as well", () => {
    const line = fallback(pendingLine(pendingUser({ undelivered: ["verification-email"] })));
    expect(line).toContain(`decide by ${UNTIL} · verification email not delivered.`);
  });

  test("expired: until when nobody decided", () => {
    expect(told({ status: "EXPIRED" }).slice(2)).toEqual([`• Nobody decided by ${UNTIL}`]);
  });

  test("failed: why", () => {
    const failure = { name: "NobodyToldOfIt", message: "Neither mail nor Slack took it." };
    expect(told({ status: "FAILED", failure }).slice(2)).toEqual([
      "• Ended before a decision took effect: Neither mail nor Slack took it",
    ]);
  });

  test("fits a message, for the longest of everything", () => {
    const decision = { outcome: "rejected", source: "slack", by: "U0ADMIN", comment: "<".repeat(3_000), at } as const;
    const longest = { name: "<".repeat(100), email: `${"&".repeat(242)}@example.com`, note: "&".repeat(500) };
    expect(overLimits(statusMessage(pendingUser({ status: "REJECTED", decision, ...longest })))).toEqual([]);
  });
});
