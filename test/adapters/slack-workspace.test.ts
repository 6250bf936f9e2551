import { describe, expect, test } from "vitest";
import { slackClient } from "../../src/adapters/slack-client.ts";
import { slackWorkspace } from "../../src/adapters/slack-workspace.ts";
import { type Answer, webApi } from "../slack/web-api.ts";

const workspaceAt = (url: string) => slackWorkspace(async () => slackClient("xoxb-test", url, 200));

describe("the app's own workspace", () => {
  test("is asked for once", async () => {
    await using api = await webApi(() => ({ body: { ok: true, team_id: "T0LOCAL" } }));
    const workspace = workspaceAt(api.url);
    expect([await workspace.teamId(), await workspace.teamId()]).toEqual(["T0LOCAL", "T0LOCAL"]);
    expect(api.calls.map(({ method }) => method)).toEqual(["auth.test"]);
  });

  test.each<[string, Answer]>([
    ["refuses", { body: { ok: false, error: "fatal_error" } }],
    ["does not answer", "never"],
    ["does not say", { body: { ok: true } }],
  ])("is asked for anew after Slack %s", async (_, first) => {
    const answers = [first];
    await using api = await webApi(() => answers.shift() ?? { body: { ok: true, team_id: "T0LOCAL" } });
    const workspace = workspaceAt(api.url);
    await expect(workspace.teamId()).rejects.toThrow("Slack");
    expect(await workspace.teamId()).toBe("T0LOCAL");
  });
});
