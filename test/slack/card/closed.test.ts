import { describe, expect, test } from "vitest";
import type { Ending, User } from "../../../src/domain/user.ts";
import { closedCard } from "../../../src/slack/card.ts";
import { NOW, pendingUser } from "../../../testkit/fakes.ts";
import { overLimits } from "../../../testkit/slack/limits.ts";
import { shown } from "../../../testkit/slack/shown.ts";

const AT = "<!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026, 09:00 UTC>";
const at = NOW.toISOString();
const ended = (ending: Ending, user: Partial<User> = {}) => closedCard(pendingUser({ ...user, ...ending }));

/** A line of mrkdwn as the local Slack page shows it. */
const spoken = (line: string) =>
  line
    .replace(/<!date\^[^|]*\|(?<utc>[^>]*)>/gu, "$<utc>")
    .replaceAll("<@U0ADMIN>", "@Ada Admin")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");

const ENDS: [string, Ending, string, string[]][] = [
  [
    "verified in Slack",
    { status: "ACTIVE", decision: { outcome: "verified", source: "slack", by: "U0ADMIN", at } },
    `Verified by <@U0ADMIN> in Slack, ${AT}. The user is active.`,
    ["✅ Verified"],
  ],
  [
    "verified by the emailed link",
    { status: "ACTIVE", decision: { outcome: "verified", source: "email", at } },
    `Verified by the emailed link, ${AT}. The user is active.`,
    ["✅ Verified"],
  ],
  [
    "rejected with a reason",
    {
      status: "REJECTED",
      decision: { outcome: "rejected", source: "slack", by: "U0ADMIN", comment: "No <contract> *yet*", at },
    },
    `Rejected by <@U0ADMIN> in Slack, ${AT}. The user was not given access.`,
    ["⛔ Rejected", "Reason: No &lt;contract&gt; *yet*"],
  ],
  [
    "rejected without a reason",
    { status: "REJECTED", decision: { outcome: "rejected", source: "slack", by: "U0ADMIN", at } },
    `Rejected by <@U0ADMIN> in Slack, ${AT}. The user was not given access.`,
    ["⛔ Rejected"],
  ],
  [
    "expired",
    { status: "EXPIRED" },
    "Nobody decided by <!date^1795597200^{date_short_pretty} at {time}|25 Nov 2026, 09:00 UTC>. The user was not given access. A new onboarding can be started.",
    ["⌛ Expired"],
  ],
  [
    "failed",
    { status: "FAILED", failure: { name: "OnboardingUndecided", message: "The callback was completed by hand." } },
    "Ended before a decision took effect: The callback was completed by hand. The user was not given access. A new onboarding can be started.",
    ["⚠️ Failed"],
  ],
];

describe.each(ENDS)("the card of a user who was %s", (_, ending, line, [mark, ...comment]) => {
  const { text, blocks } = ended(ending);

  test("says how it ended in its heading, with the name, and in a line below the address", async () => {
    const lines = (await shown(blocks)).split("\n").filter(Boolean);
    const expected = [`${mark}: Ada Lovelace`, "ada@example.com", ...[line, ...comment].map(spoken)];
    expect(lines.slice(0, expected.length)).toEqual(expected);
    expect(lines[expected.length]).toMatch(/^Requested through the API, /u);
  });

  test("keeps the note", async () => {
    const noted = ended(ending, { note: "Starts on Monday." });
    expect(await shown(noted.blocks)).toContain("\nNote: Starts on Monday.\n");
  });

  test("has no controls, and no word of until when they were good", async () => {
    expect(await shown(blocks)).not.toContain("Decide by");
    expect(blocks.map(({ type }) => type)).toEqual(["header", "rich_text", "rich_text", "context"]);
  });

  test("says it all again in a sentence that stands alone", () => {
    expect(text).toBe([`Ada Lovelace (ada@example.com): ${line}`, ...comment].join("\n"));
  });

  test("keeps to Slack's limits for the longest names, notes and reasons", () => {
    const longest = {
      userId: "u".repeat(128),
      name: "&".repeat(100),
      email: `${"a".repeat(242)}@example.com`,
      note: "<&>".repeat(166),
    };
    const endless = "<".repeat(10_000);
    const wordy =
      ending.status === "REJECTED"
        ? { ...ending, decision: { ...ending.decision, comment: endless } }
        : ending.status === "FAILED"
          ? { ...ending, failure: { ...ending.failure, message: endless } }
          : ending;
    expect(overLimits(ended(wordy, longest))).toEqual([]);
  });
});

test("the card of a user who could not be welcomed says so", async () => {
  const user = pendingUser({ status: "ACTIVE", decision: { outcome: "verified", source: "email", at } });
  const { text, blocks } = closedCard({ ...user, undelivered: ["welcome-email"] });
  const line = `Verified by the emailed link, ${AT}. The user is active, but the welcome email could not be sent.`;
  expect(await shown(blocks)).toContain(spoken(line));
  expect(text).toBe(`Ada Lovelace (ada@example.com): ${line}`);
});
