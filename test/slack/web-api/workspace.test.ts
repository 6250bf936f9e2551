import { describe, expect, test } from "vitest";
import { keptDirectory } from "../../../src/slack/access.ts";
import { slackDirectory } from "../../../src/slack/directory.ts";
import { NOW } from "../../../testkit/fakes.ts";
import { type Answer, answering } from "../../../testkit/slack/web-api.ts";

const OURS = { body: { ok: true, team_id: "T0LOCAL" } };
const AT_HOME = { teamId: "T0LOCAL", enterpriseId: undefined };

describe("the app's own workspace", () => {
  test("is asked for once, and known from then on", async () => {
    await using api = await answering(OURS);
    const workspace = keptDirectory(slackDirectory(api.clients), () => NOW);
    expect(workspace.known()).toBeUndefined();
    expect([await workspace.home(), await workspace.home()]).toEqual([AT_HOME, AT_HOME]);
    expect([workspace.known(), api.calls.map(({ method }) => method)]).toEqual([AT_HOME, ["auth.test"]]);
  });

  test("is part of an organisation on Enterprise Grid", async () => {
    await using api = await answering({ body: { ok: true, team_id: "T0LOCAL", enterprise_id: "E0CORP" } });
    expect(await keptDirectory(slackDirectory(api.clients), () => NOW).home()).toEqual({
      teamId: "T0LOCAL",
      enterpriseId: "E0CORP",
    });
  });

  test.each<[string, Answer]>([
    ["refuses", { body: { ok: false, error: "fatal_error" } }],
    ["does not answer", "never"],
    ["does not say", { body: { ok: true } }],
  ])("is asked for anew after Slack %s", async (_, first) => {
    await using api = await answering(first, OURS);
    const workspace = keptDirectory(slackDirectory(api.clients), () => NOW);
    await expect(workspace.home()).rejects.toThrow("Slack");
    expect(await workspace.home()).toEqual(AT_HOME);
  });
});

describe("a person's organisation", () => {
  // As Slack's user object has it: https://docs.slack.dev/reference/objects/user-object
  const member = { body: { ok: true, user: { id: "U0ADA", enterprise_user: { id: "W1", enterprise_id: "E0CORP" } } } };

  test("is what Slack's record of them says, kept for a minute", async () => {
    await using api = await answering(member, { body: { ok: true, user: { id: "U0ADA" } } });
    let now = NOW.getTime();
    const workspace = keptDirectory(slackDirectory(api.clients), () => new Date(now));
    expect(await workspace.organisationOf("U0ADA")).toBe("E0CORP");
    now += 59_999;
    expect(await workspace.organisationOf("U0ADA")).toBe("E0CORP");
    now += 1;
    expect(await workspace.organisationOf("U0ADA")).toBeUndefined();
    expect(api.calls).toMatchObject([
      { method: "users.info", args: { user: "U0ADA" } },
      { method: "users.info", args: { user: "U0ADA" } },
    ]);
  });

  test.each(["user_not_found", "user_not_visible"])(
    "is none of someone whom Slack does not show: %s",
    async (error) => {
      await using api = await answering({ body: { ok: false, error } });
      expect(await keptDirectory(slackDirectory(api.clients), () => NOW).organisationOf("U0EVE")).toBeUndefined();
    },
  );

  test("is not guessed where Slack does not say it, and asked for anew", async () => {
    await using api = await answering({ body: { ok: false, error: "missing_scope" } }, member);
    const workspace = keptDirectory(slackDirectory(api.clients), () => NOW);
    await expect(workspace.organisationOf("U0ADA")).rejects.toMatchObject({ name: "slack_missing_scope" });
    expect(await workspace.organisationOf("U0ADA")).toBe("E0CORP");
  });
});
