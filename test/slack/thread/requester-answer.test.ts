import { expect, test } from "vitest";
import { requesterAnswer } from "../../../src/slack/thread.ts";
import { NOW, pendingUser } from "../../../testkit/fakes.ts";

const AT = "<!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026, 09:00 UTC>";
const decision = {
  outcome: "rejected",
  source: "slack",
  by: "U0ADMIN",
  comment: "No desk.",
  at: NOW.toISOString(),
} as const;
const user = pendingUser({ status: "REJECTED", decision });
const OUTCOME = `You requested access for Ada Lovelace (ada@example.com). Rejected by <@U0ADMIN> in Slack, ${AT}. The user was not given access.`;

test("the requester is told who decided, how, when and why, and where the card is", () => {
  const permalink = "https://example.slack.com/archives/C0APPROVALS/p1";
  const withCard = { ...user, card: { channel: "C0APPROVALS", ts: "1.000001", permalink } };
  expect(requesterAnswer(withCard).text).toBe(`${OUTCOME} <${permalink}|Open the card>\nReason: No desk.`);
});

test("without a card the requester is told the rest", () => {
  expect(requesterAnswer(user).text).toBe(`${OUTCOME}\nReason: No desk.`);
});
