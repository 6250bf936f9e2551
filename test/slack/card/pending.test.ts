import { describe, expect, test } from "vitest";
import { pendingCard } from "../../../src/slack/card.ts";
import { pendingUser } from "../../../testkit/fakes.ts";
import { overLimits } from "../../../testkit/slack/limits.ts";
import { mrkdwnIn, shown } from "../../../testkit/slack/shown.ts";

const LONGEST = pendingUser({
  userId: "u".repeat(128),
  name: "&".repeat(100),
  email: `${"a".repeat(242)}@example.com`,
  requestedBy: "U0REQUESTER",
  note: "<&>".repeat(166),
});

describe("a pending card", () => {
  const user = pendingUser({ requestedBy: "U0REQUESTER" });
  const { text, blocks } = pendingCard(user);

  test("fits three lines on a phone: who, the address, and who asked, when and until when", async () => {
    expect((await shown(blocks)).split("\n").filter(Boolean).slice(0, 3)).toEqual([
      "⏳ Approval needed: Ada Lovelace",
      "ada@example.com",
      "Requested by @Robin Requester, 24 Nov 2026, 09:00 UTC · Decide by 25 Nov 2026, 09:00 UTC",
    ]);
    expect(blocks.map(({ type }) => type)).toEqual(["header", "rich_text", "context", "actions"]);
    expect(await shown(pendingCard(pendingUser()).blocks)).toContain("\nRequested through the API, ");
  });

  test("shows no user ID", async () => {
    expect(await shown(blocks)).not.toContain(user.userId);
  });

  test("shows a name as it was typed, no emoji made out of it", () => {
    const [header] = pendingCard(pendingUser({ name: ":white_check_mark: Approved by CEO" })).blocks;
    expect(header).toMatchObject({
      text: { type: "plain_text", text: "⏳ Approval needed: :white_check_mark: Approved by CEO", emoji: false },
    });
  });

  test("says in its text, for notifications and screen readers, all that decides", () => {
    const DECIDE_BY = "Decide by <!date^1795597200^{date_short_pretty} at {time}|25 Nov 2026, 09:00 UTC>.";
    const AT = "<!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026, 09:00 UTC>";
    const sentence = `Approval needed: Ada Lovelace (ada@example.com). Requested by <@U0REQUESTER>, ${AT}. ${DECIDE_BY}`;
    expect(text).toBe(sentence);
    const noted = pendingCard({ ...user, note: "Starts on Monday." });
    expect(noted.text).toBe(`${sentence}\nNote: Starts on Monday.`);
  });

  test("offers Verify and Reject for this user and this onboarding, and asks again before it rejects", () => {
    expect(blocks.at(-1)).toMatchObject({
      type: "actions",
      block_id: "onboarding:1111",
      elements: [
        { action_id: "verify", value: "u-ada", style: "primary" },
        { action_id: "reject", value: "u-ada", style: "danger", confirm: { style: "danger" } },
        {
          action_id: "more",
          options: [
            { text: { text: "Verify Ada Lovelace with a comment…" }, value: "u-ada#verified" },
            { text: { text: "Reject Ada Lovelace with a reason…" }, value: "u-ada#rejected" },
            { text: { text: "Resend the email to Ada Lovelace" }, value: "u-ada#resend" },
            { text: { text: "Start Ada Lovelace again with another address…" }, value: "u-ada#again" },
          ],
        },
      ],
    });
    expect(blocks.at(-1)).not.toHaveProperty("elements[0].confirm");
  });

  test("shows the requester's note, as text and nothing else", async () => {
    const note = "> quoted\n*Ask* <!here> :tada:";
    expect(await shown(pendingCard(pendingUser({ note })).blocks)).toContain(`\nNote: ${note}\n`);
  });

  test("whose mail could not be sent says so, in the card and in its sentence", () => {
    const card = pendingCard({ ...user, undelivered: ["verification-email"] });
    expect(JSON.stringify(card.blocks)).toContain("could not be sent. Please decide here.");
    expect(card.text).toContain("The email with the link could not be sent.");
    expect(card.blocks.at(-1)).toMatchObject({ type: "actions" });
  });

  test.each([
    [
      "bounced",
      "The email to ada@example.com bounced: no such mailbox. Decide here, or start again with another address.",
    ],
    [
      "rejected",
      "The email service did not send the email to ada@example.com: no such mailbox. Decide here, or start again",
    ],
    [
      "complained",
      "The recipient reported the email to ada@example.com as unwanted: no such mailbox. No more email goes to",
    ],
    ["delayed", "The email to ada@example.com is delayed: no such mailbox. Delivery is still being tried."],
  ] as const)("says what became of the email, in the card and in its sentence: %s", async (state, said) => {
    const card = pendingCard({ ...user, mail: { state, reason: "no such mailbox.", at: user.createdAt } });
    expect(await shown(card.blocks)).toContain(`⚠️ ${said}`);
    expect(card.text).toContain(said);
  });

  test("never carries an engine's token", () => {
    expect(JSON.stringify(blocks) + text).not.toContain(user.letterbox);
    expect(JSON.stringify(blocks) + text).not.toContain(user.callbackId);
  });

  test("pings nobody by any name", () => {
    const card = pendingCard(pendingUser({ name: "<!channel> Bobby" }));
    expect(mrkdwnIn(card.blocks).join()).not.toContain("Bobby");
    expect(card.text).toContain("&lt;!channel&gt; Bobby");
  });

  test("shows the address that is mailed to, and beside it what its punycode stands for", async () => {
    const card = pendingCard(pendingUser({ email: "a__b@xn--mller-kva.example" }));
    expect(await shown(card.blocks)).toContain("\na__b@xn--mller-kva.example\nIts domain reads müller.example\n");
  });

  test("keeps to Slack's limits for the longest names and notes", () => {
    expect(overLimits(pendingCard({ ...LONGEST, undelivered: ["verification-email"] }))).toEqual([]);
  });
});
