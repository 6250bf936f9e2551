import { describe, expect, test } from "vitest";
import { pendingCard } from "../../../src/slack/blocks/pending-card.ts";
import { pendingUser } from "../../fakes.ts";
import { overLimits } from "../limits.ts";

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
  const shown = JSON.stringify(blocks);

  test("says who, who asked, since when and until when", () => {
    expect(shown).toContain("*Name*\\nAda Lovelace");
    expect(shown).toContain("*E-mail*\\nada@example.com");
    expect(shown).toContain("*User ID*\\nu-ada");
    expect(shown).toContain("*Asked for by*\\n<@U0REQUESTER>");
    expect(shown).toContain("*Since*\\n<!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026, 09:00 UTC>");
    expect(shown).toContain("*Until*\\n<!date^1795597200^{date_short_pretty} at {time}|25 Nov 2026, 09:00 UTC>");
    expect(JSON.stringify(pendingCard(pendingUser()).blocks)).toContain("*Asked for by*\\nthe API");
  });

  test("has a sentence for the lock screen that stands alone", () => {
    expect(text).toBe(
      "Ada Lovelace (ada@example.com) waits to be verified or rejected until <!date^1795597200^{date_short_pretty} at {time}|25 Nov 2026, 09:00 UTC>.",
    );
  });

  test("offers Verify and Reject for this user and this onboarding, and asks again before it rejects", () => {
    expect(blocks.at(-1)).toMatchObject({
      type: "actions",
      block_id: "onboarding:1111",
      elements: [
        { action_id: "verify", value: "u-ada", style: "primary" },
        { action_id: "reject", value: "u-ada", style: "danger", confirm: { style: "danger" } },
        { action_id: "more", options: [{ text: { text: "Reject with a reason…" }, value: "u-ada" }] },
      ],
    });
    expect(blocks.at(-1)).not.toHaveProperty("elements[0].confirm");
  });

  test("shows the requester's note, as text and nothing else", () => {
    const { blocks: noted } = pendingCard(pendingUser({ note: "Starts Monday.\n*Ask* <!here>" }));
    expect(noted[2]).toMatchObject({ type: "section", text: { text: "*Note*\nStarts Monday.\n∗Ask∗ &lt;!here&gt;" } });
  });

  test("whose mail could not be sent says so, in the card and in its sentence", () => {
    const card = pendingCard(user, { mailFailed: true });
    expect(JSON.stringify(card.blocks)).toContain("could not be sent. Please decide here.");
    expect(card.text).toContain("The mail with the link could not be sent.");
    expect(card.blocks.at(-1)).toMatchObject({ type: "actions" });
  });

  test("never carries the engine's token", () => {
    expect(shown + text).not.toContain(user.callbackId);
  });

  test("pings nobody, whatever the name", () => {
    const card = pendingCard(pendingUser({ name: "<!channel> Bobby" }));
    expect(JSON.stringify(card)).not.toContain("<!channel>");
    expect(card.text).toContain("&lt;!channel&gt; Bobby");
  });

  test("keeps to Slack's limits for the longest names and notes", () => {
    expect(overLimits(pendingCard(LONGEST, { mailFailed: true }))).toEqual([]);
  });
});
