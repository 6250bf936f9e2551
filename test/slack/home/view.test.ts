import { describe, expect, test } from "vitest";
import { viewErrors } from "../../../packages/slack-local/src/block-kit.ts";
import { homeTab, troubledHome } from "../../../src/slack/home-view.ts";
import { startModal } from "../../../src/slack/start-form.ts";
import { pendingUser } from "../../../testkit/fakes.ts";
import { looker } from "../../../testkit/slack/actors.ts";

const longest = pendingUser({
  name: "<".repeat(100),
  email: `${"&".repeat(242)}@example.com`,
  card: { channel: "C0APPROVALS", ts: "1.1", permalink: `https://slack.example/${"p".repeat(200)}` },
});

const crowd = Array.from({ length: 10 }, (_, n) => ({ ...longest, execution: `execution/${n}` }));
const LONGEST_DECISION = {
  outcome: "rejected",
  source: "slack",
  by: `U${"0".repeat(20)}`,
  comment: "<".repeat(500),
  at: "2026-11-24T09:00:00.000Z",
} as const;
const cursor = `2026-11-24T09:00:00.000Z ${"u".repeat(128)}`;
const stranger = looker("U0STRANGER", { isApprover: false });
const nobody = { users: [], cutShort: false };

describe("a view keeps to Slack's limits", () => {
  test.each([
    ["the form", startModal("C0APPROVALS", "en")],
    ["the form from the home tab", startModal(undefined, "en")],
    [
      "the longest list",
      homeTab({
        looker: looker(),
        mayStart: true,
        page: { users: crowd, next: cursor, cutShort: true },
        recent: crowd.map((user) => ({ ...user, status: "REJECTED", decision: LONGEST_DECISION })),
        place: { search: "&".repeat(100), trail: Array.from({ length: 100 }, () => cursor) },
      }),
    ],
    ["an empty list", homeTab({ looker: looker(), mayStart: true, page: nobody })],
    ["a refusal", homeTab({ looker: stranger, mayStart: false, refusal: "Sorry.", page: nobody })],
    ["trouble", troubledHome("Something did not answer in time.")],
  ])("%s", (_, view) => {
    expect(viewErrors(view)).toEqual([]);
    expect(JSON.stringify(view).length).toBeLessThan(250_000);
  });
});
