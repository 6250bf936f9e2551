import { describe, expect, test } from "vitest";
import type { AccessSettings, Actor } from "../../../src/slack/access.ts";
import { accessOf, actor, groupAccess, workspaceOf } from "../../../testkit/slack/actors.ts";
import { memoryGroups } from "../../../testkit/slack/fakes.ts";

const GROUPS = { S0ADMINS: ["U0ADMIN", "U0SECOND"], S0HELPERS: ["U0HELPER"] };

function may(settings: Partial<AccessSettings> = {}, groups = memoryGroups(GROUPS)) {
  return groupAccess({ requesters: undefined, ...settings }, groups);
}

/** What one is told on trying each of the three, allowed being undefined. */
async function answers(to: ReturnType<typeof may>, who: Actor) {
  return [await to.decide(who), await to.start(who), await to.ask(who)];
}

const ALL = [undefined, undefined, undefined];

describe("on Enterprise Grid", () => {
  const home = { enterpriseId: "E0CORP" };
  const organisations = { U0ADMIN: "E0CORP", U0SECOND: "E0CORP", U0STRANGER: "E0EVIL" };
  const grid = (settings: Partial<AccessSettings>) => {
    const workspace = workspaceOf(home, organisations);
    return { workspace, to: accessOf(settings, memoryGroups(GROUPS), workspace) };
  };

  test.each(["T0LOCAL", "E0CORP", "T0SISTER"])("an approver is let in whom Slack calls one of %s", async (teamId) => {
    for (const approvers of [["U0ADMIN"], ["S0ADMINS"], "channel"] as const) {
      expect(await answers(grid({ approvers }).to, actor("U0ADMIN", { teamId }))).toEqual(ALL);
    }
  });

  test.each(["E0EVIL", "T0EVIL", undefined])(
    "a stranger of another organisation may do nothing: %s",
    async (teamId) => {
      for (const approvers of [["U0STRANGER"], ["S0ADMINS"], "channel"] as const) {
        expect(await answers(grid({ approvers }).to, actor("U0STRANGER", { teamId }))).not.toContain(undefined);
      }
    },
  );

  test("someone of whom Slack knows no organisation may do nothing", async () => {
    const { to } = grid({ approvers: ["U0GUEST"] });
    expect(await to.decide(actor("U0GUEST", { teamId: "T0SISTER" }))).toContain(
      "Only members of the app's own workspace",
    );
  });

  test("nobody may do anything while Slack does not say whose someone is", async () => {
    const workspace = { ...workspaceOf(home), organisationOf: () => Promise.reject(new Error("slack_missing_scope")) };
    const to = accessOf({ approvers: ["U0ADMIN"] }, memoryGroups({}), workspace);
    await expect(to.decide(actor("U0ADMIN", { teamId: "T0SISTER" }))).rejects.toThrow("missing_scope");
  });

  test("Slack is asked only about people of other workspaces", async () => {
    const { workspace, to } = grid({});
    await to.decide(actor("U0ADMIN"));
    await to.decide(actor("U0ADMIN", { teamId: "E0CORP" }));
    await to.decide(actor("U0ADMIN", { teamId: "E0EVIL" }));
    expect(workspace.asked).toEqual([]);
    await to.decide(actor("U0ADMIN", { teamId: "T0SISTER" }));
    expect(workspace.asked).toEqual(["U0ADMIN"]);
  });

  test("a form opens for people of other workspaces: submitting it authorises in full", () => {
    const { to } = grid({ approvers: ["U0ADMIN"] });
    expect(to.refuseAtOnce(actor("U0ADMIN", { teamId: "T0SISTER" }), "decide")).toBeUndefined();
    expect(to.refuseAtOnce(actor("U0ADMIN", { teamId: "E0EVIL" }), "decide")).toContain(
      "Only members of the app's own workspace",
    );
  });
});
