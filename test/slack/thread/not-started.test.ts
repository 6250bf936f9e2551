import { expect, test } from "vitest";
import { notStarted } from "../../../src/slack/thread.ts";

const ada = { userId: "u-ada", email: "ada@example.com", name: "Ada <!here>", requestedBy: "U0REQUESTER" };

test.each([
  ["taken", /this address already has an onboarding or an account\. An approver can tell you more\.$/u],
  ["trouble", /something went wrong on our side\. Please start it again\.$/u],
] as const)("a requester learns why nothing was started, and pings nobody: %s", (why, reason) => {
  const { text } = notStarted(ada, why);
  expect(text).toMatch(/^The onboarding of Ada &lt;!here&gt; \(ada@example\.com\) that you requested did not start:/u);
  expect(text).toMatch(reason);
});
