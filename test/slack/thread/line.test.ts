import { describe, expect, test } from "vitest";
import type { ThreadEvent } from "../../../src/domain/ports.ts";
import type { User } from "../../../src/domain/user.ts";
import { threadMessage } from "../../../src/slack/thread.ts";
import { overLimits } from "../../../testkit/slack/limits.ts";
import { NOW, pendingUser } from "../../../testkit/fakes.ts";

const UNTIL = "<!date^1795597200^{date_short_pretty} at {time}|25 Nov 2026, 09:00 UTC>";
const AT = "<!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026, 09:00 UTC>";
const at = NOW.toISOString();
const asked = pendingUser({ requestedBy: "U0REQUESTER" });
const rejected = pendingUser({
  status: "REJECTED",
  decision: { outcome: "rejected", source: "slack", by: "U0ADMIN", comment: "<!channel> no desk", at },
});

const LINES: [ThreadEvent, string, User, string][] = [
  ["verification-email", "for good", asked, "The email with the link could not be sent. Please decide here."],
  [
    "reminded",
    "once",
    asked,
    `Reminder: Ada Lovelace (ada@example.com) is still waiting for a decision, until ${UNTIL}. Verify or reject on the card above.`,
  ],
  [
    "decided",
    "in Slack",
    rejected,
    `Rejected by <@U0ADMIN> in Slack, ${AT}. The user was not given access.\nReason: &lt;!channel&gt; no desk`,
  ],
  ["welcome-email", "for good", asked, "The welcome email could not be sent."],
  ["reminder-email", "for good", asked, "The reminder email could not be sent."],
];

describe("a line of a card's thread", () => {
  test.each(LINES)("says what happened: %s %s", (event, _, user, line) => {
    expect(threadMessage(event, user).text).toBe(line);
  });

  test("keeps to Slack's limit for the longest names and reasons", () => {
    const longest = { name: "&".repeat(100), email: `${"a".repeat(242)}@example.com` };
    const decision = { outcome: "rejected", source: "slack", by: "U0ADMIN", comment: "<".repeat(10_000), at } as const;
    for (const [event, , user] of LINES) {
      expect(overLimits(threadMessage(event, { ...user, ...longest, decision }))).toEqual([]);
    }
  });
});
