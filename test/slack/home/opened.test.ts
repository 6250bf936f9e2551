import { describe, expect, test } from "vitest";
import { viewErrors } from "../../../packages/slack-local/src/block-kit.ts";
import { homeOpened } from "../../../src/slack/home.ts";
import { memoryUsers, pendingUser } from "../../../testkit/fakes.ts";
import { accessOf, actor } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";
import { memoryExecutions, memoryGroups, memoryViews } from "../../../testkit/slack/fakes.ts";

async function opened(
  by: string,
  settings: Parameters<typeof accessOf>[0] = {},
  executions = memoryExecutions(),
  groups = memoryGroups({}),
) {
  const users = memoryUsers();
  users.all.set("u-ada", pendingUser());
  const views = memoryViews();
  const ports = fakeDeps({ users, executions, views, access: accessOf(settings, groups) });
  await homeOpened(ports, actor(by, { channel: undefined }));
  const view = views.homes.get(by);
  const shown = JSON.stringify(view);
  return { view, shown, lists: shown.includes("Ada Lovelace"), starts: shown.includes("Start an onboarding") };
}

describe("the home tab", () => {
  test("shows the pending and a button to those who may ask", async () => {
    expect(await opened("U0ADMIN")).toMatchObject({ lists: true, starts: true });
  });

  test("leaves out those whose execution was stopped", async () => {
    expect(await opened("U0ADMIN", {}, memoryExecutions("stopped"))).toMatchObject({ lists: false, starts: true });
  });

  test("shows the button alone to those who may start, and who may see more", async () => {
    const { shown, lists, starts } = await opened("U0REQUESTER");
    expect([lists, starts]).toEqual([false, true]);
    expect(shown).toContain(
      "Sorry, you can't see other people's requests. Nothing was changed. Only <@U0ADMIN> can do this.",
    );
  });

  test("tells others who may, and shows no button", async () => {
    const { shown, lists, starts } = await opened("U0OTHER");
    expect([lists, starts]).toEqual([false, false]);
    expect(shown).toContain("Only <@U0ADMIN> can do this.");
  });

  test("shows the pending to the channel's members where those approve, as Slack names them", async () => {
    const settings = { approvers: "channel", requesters: undefined } as const;
    const groups = memoryGroups({ C0APPROVALS: ["U0MEMBER"] });
    expect(await opened("U0MEMBER", settings, memoryExecutions(), groups)).toMatchObject({ lists: true, starts: true });
    expect(await opened("U0OTHER", settings, memoryExecutions(), groups)).toMatchObject({
      lists: false,
      starts: false,
    });
  });

  test("is published with 200 approvers listed by ID", async () => {
    const approvers = Array.from({ length: 200 }, (_, n) => `U0APPROVER${n}`);
    const { view } = await opened("U0OTHER", { approvers });
    expect(viewErrors({ ...view })).toEqual([]);
  });
});
