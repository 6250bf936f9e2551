import { describe, expect, test } from "vitest";
import { homeOpened } from "../../../src/slack/home.ts";
import { memoryUsers, pendingUser } from "../../../testkit/fakes.ts";
import { accessOf, actor } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";
import { memoryExecutions, memoryViews } from "../../../testkit/slack/fakes.ts";

async function opened(by: string, settings: Parameters<typeof accessOf>[0] = {}, executions = memoryExecutions()) {
  const users = memoryUsers();
  users.all.set("u-ada", pendingUser());
  const views = memoryViews();
  const ports = fakeDeps({ users, executions, views, access: accessOf(settings) });
  await homeOpened(ports, actor(by, { channel: undefined }));
  const shown = JSON.stringify(views.homes.get(by));
  return { shown, lists: shown.includes("Ada Lovelace"), starts: shown.includes("Start an onboarding") };
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
    expect(shown).toContain("Sorry, you can't see the onboardings. Nothing was changed. Only <@U0ADMIN> can do this.");
  });

  test("tells others who may, and shows no button", async () => {
    const { shown, lists, starts } = await opened("U0OTHER");
    expect([lists, starts]).toEqual([false, false]);
    expect(shown).toContain("Only <@U0ADMIN> can do this.");
  });

  test("sends everyone to the channel where the channel decides, for it cannot tell who is in there", async () => {
    const { shown, lists, starts } = await opened("U0ADMIN", { approvers: "channel", requesters: undefined });
    expect([lists, starts]).toEqual([false, false]);
    expect(shown).toContain("members of <#C0APPROVALS>");
  });
});
