import type { ModalView } from "@slack/types";
import { describe, expect, test } from "vitest";
import { slackViews } from "../../../src/slack/views.ts";
import { type Answer, answering } from "../../../testkit/slack/web-api.ts";

const MODAL: ModalView = { type: "modal", title: { type: "plain_text", text: "A modal" }, blocks: [] };

describe("views in Slack", () => {
  test("opens a modal with the trigger", async () => {
    await using api = await answering();
    await slackViews(api.clients).open("1.2.3", MODAL);
    expect(api.calls).toMatchObject([
      { method: "views.open", args: { trigger_id: "1.2.3", view: JSON.stringify(MODAL) } },
    ]);
  });

  test("publishes a person's home tab", async () => {
    await using api = await answering();
    await slackViews(api.clients).publishHome("U0ADMIN", { type: "home", blocks: [] });
    expect(api.calls).toMatchObject([
      { method: "views.publish", args: { user_id: "U0ADMIN", view: '{"type":"home","blocks":[]}' } },
    ]);
  });

  test.each<[string, Answer]>([
    ["refuses", { body: { ok: false, error: "expired_trigger_id" } }],
    ["does not answer", "never"],
  ])("says so when Slack %s, after one try", async (_, answer) => {
    await using api = await answering(answer);
    await expect(slackViews(api.clients).open("1.2.3", MODAL)).rejects.toMatchObject({ name: "SlackUnavailable" });
    expect(api.calls.length).toBeLessThanOrEqual(1); // none, where the client gave up before its request arrived
  });
});
