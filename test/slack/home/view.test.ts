import { describe, expect, test } from "vitest";
import { viewErrors } from "../../../packages/slack-local/src/block-kit.ts";
import { homeTab, troubledHome } from "../../../src/slack/home.ts";
import { startModal } from "../../../src/slack/start-form.ts";
import { pendingUser } from "../../../testkit/fakes.ts";

const longest = pendingUser({
  name: "<".repeat(100),
  email: `${"&".repeat(242)}@example.com`,
  card: { channel: "C0APPROVALS", ts: "1.1", permalink: `https://slack.example/${"p".repeat(200)}` },
});

describe("a view keeps to Slack's limits", () => {
  test.each([
    ["the form", startModal("C0APPROVALS")],
    ["the form from the home tab", startModal(undefined)],
    [
      "the longest list",
      homeTab({
        mayStart: true,
        pending: { users: Array.from({ length: 10 }, () => longest), next: "cursor", cutShort: false },
      }),
    ],
    ["an empty list", homeTab({ mayStart: true, pending: { users: [], cutShort: false } })],
    ["a refusal", homeTab({ mayStart: false, pending: { refusal: "Sorry." } })],
    ["trouble", troubledHome("Something did not answer in time.")],
  ])("%s", (_, view) => {
    expect(viewErrors(view)).toEqual([]);
  });
});
