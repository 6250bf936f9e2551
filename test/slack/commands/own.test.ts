import { describe, expect, test } from "vitest";
import { blockErrors } from "../../../packages/slack-local/src/block-kit.ts";
import { ownRequests } from "../../../src/slack/own.ts";
import { contentOf } from "../../../src/slack/words.ts";
import { actor } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";
import { change, crowd } from "../../../testkit/slack/home.ts";

async function asked(users: ReturnType<typeof crowd>, by = "U0REQUESTER") {
  const { text, blocks = [] } = contentOf(await ownRequests(fakeDeps({ users }), actor(by)));
  return { text, blocks, shown: JSON.stringify(blocks) };
}
const rejected = { outcome: "rejected", source: "slack", by: "U0ADMIN", at: "2026-11-24T08:00:00.000Z" } as const;

describe("/onboard status without an address", () => {
  test("shows a person's own requests: those that wait, to withdraw, and those that have ended", async () => {
    const users = crowd(3);
    change(users, "u-2", { status: "REJECTED", decision: rejected });
    change(users, "u-3", { requestedBy: "U0OTHER" });
    const { text, shown } = await asked(users);
    expect(text).toMatch(
      /^Your requests\nUser 1 [^]*\nUser 2 \(user-2@example\.com\) was rejected\.\nRejected by <@U0ADMIN>/u,
    );
    expect(text).not.toContain("User 3");
    expect(shown.match(/"action_id":"withdraw","value":"u-\d"/gu)).toEqual(['"action_id":"withdraw","value":"u-1"']);
  });

  test("says so where there are none, even if others have some", async () => {
    expect((await asked(crowd(3), "U0STRANGER")).text).toContain("You have no requests here.");
  });

  test("names the Home tab where one message does not hold them all", async () => {
    const { text, blocks } = await asked(crowd(40, { note: "n".repeat(500) }));
    expect(text).toMatch(/The Home tab of this app has them all\.$/u);
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(blockErrors(blocks)).toEqual([]);
  });
});
