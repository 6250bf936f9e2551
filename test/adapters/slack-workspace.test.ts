import { describe, expect, test } from "vitest";
import { slackWorkspace } from "../../src/adapters/slack-workspace.ts";
import { type Answer, answering } from "../slack/web-api.ts";

const OURS = { body: { ok: true, team_id: "T0LOCAL" } };

describe("the app's own workspace", () => {
  test("is asked for once", async () => {
    await using api = await answering(OURS);
    const workspace = slackWorkspace(api.clients);
    expect([await workspace.teamId(), await workspace.teamId()]).toEqual(["T0LOCAL", "T0LOCAL"]);
    expect(api.calls.map(({ method }) => method)).toEqual(["auth.test"]);
  });

  test.each<[string, Answer]>([
    ["refuses", { body: { ok: false, error: "fatal_error" } }],
    ["does not answer", "never"],
    ["does not say", { body: { ok: true } }],
  ])("is asked for anew after Slack %s", async (_, first) => {
    await using api = await answering(first, OURS);
    const workspace = slackWorkspace(api.clients);
    await expect(workspace.teamId()).rejects.toThrow("Slack");
    expect(await workspace.teamId()).toBe("T0LOCAL");
  });
});
