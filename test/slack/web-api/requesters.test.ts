import { expect, test } from "vitest";
import { slackRequesters } from "../../../src/slack/cards.ts";
import { answering } from "../../../testkit/slack/web-api.ts";

const ada = { userId: "u-ada", email: "ada@example.com", name: "Ada Lovelace" };

test.each([
  ["taken", "already has an onboarding or an account"],
  ["trouble", "something went wrong on our side"],
] as const)("a requester is told in a direct message that nothing was started: %s", async (why, said) => {
  await using api = await answering({});
  await slackRequesters(api.clients)({ ...ada, requestedBy: "U0REQUESTER" }, why);
  expect(api.calls).toMatchObject([
    {
      method: "chat.postMessage",
      args: {
        channel: "U0REQUESTER",
        text: expect.stringContaining(said),
        unfurl_links: "false",
        unfurl_media: "false",
      },
    },
  ]);
});

test("a program that requested an onboarding is told nothing", async () => {
  await using api = await answering({});
  await slackRequesters(api.clients)(ada, "taken");
  expect(api.calls).toEqual([]);
});

test("a requester whom Slack does not know is a failure", async () => {
  await using api = await answering({ body: { ok: false, error: "channel_not_found" } });
  const told = slackRequesters(api.clients)({ ...ada, requestedBy: "U0NOBODY" }, "taken");
  await expect(told).rejects.toMatchObject({ name: "slack_channel_not_found" });
});
