import { expect, test } from "vitest";
import { BOLT } from "../../../src/slack/listener.ts";
import { webApi } from "../../../testkit/slack/web-api.ts";

test("a private answer that Slack does not take ends by itself, after Slack has stopped waiting for it", async () => {
  await using api = await webApi(() => "never");
  await expect(BOLT.clientOptions.fetch(api.url, { method: "POST" })).rejects.toMatchObject({ name: "TimeoutError" });
});
