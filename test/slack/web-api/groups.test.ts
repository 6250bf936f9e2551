import { describe, expect, test } from "vitest";
import { keptDirectory } from "../../../src/slack/access.ts";
import { slackDirectory } from "../../../src/slack/directory.ts";
import { NOW } from "../../../testkit/fakes.ts";
import { type Answer, answering } from "../../../testkit/slack/web-api.ts";

/** Groups behind a Web API that gives these answers one after the other, and a clock for the test to turn. */
async function groupsAnswering(...answers: Answer[]) {
  const api = await answering(...answers);
  const clock = { now: NOW };
  const groups = keptDirectory(slackDirectory(api.clients), () => clock.now);
  return { api, clock, groups };
}

const members = (...users: string[]): Answer => ({ body: { ok: true, users } });
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

describe("a user group's members", () => {
  test("are Slack's answer", async () => {
    const { api, groups } = await groupsAnswering(members("U0ADMIN", "U0SECOND"));
    await using _ = api;
    expect(await groups.membersOf("S0ADMINS")).toEqual(["U0ADMIN", "U0SECOND"]);
    expect(api.calls).toMatchObject([
      { method: "usergroups.users.list", token: "Bearer xoxb-test", args: { usergroup: "S0ADMINS" } },
    ]);
  });

  test("are asked for once in a minute, however many want to know", async () => {
    const { api, clock, groups } = await groupsAnswering(members("U0ADMIN"), members("U0SECOND"));
    await using _ = api;
    await Promise.all([groups.membersOf("S0ADMINS"), groups.membersOf("S0ADMINS")]);
    clock.now = after(59);
    expect(await groups.membersOf("S0ADMINS")).toEqual(["U0ADMIN"]);
    clock.now = after(60);
    expect(await groups.membersOf("S0ADMINS")).toEqual(["U0SECOND"]);
    expect(api.calls).toHaveLength(2);
  });

  test("are none where Slack names none", async () => {
    const { api, groups } = await groupsAnswering({ body: { ok: true } }, { body: { ok: true } });
    await using _ = api;
    expect(await groups.membersOf("S0ADMINS")).toEqual([]);
    expect(await groups.membersOf("C0APPROVALS")).toEqual([]);
  });

  test("are asked for page by page where it is a channel", async () => {
    const { api, groups } = await groupsAnswering(
      { body: { ok: true, members: ["U0ADMIN"], response_metadata: { next_cursor: "bmV4dA==" } } },
      { body: { ok: true, members: ["U0SECOND"], response_metadata: { next_cursor: "" } } },
    );
    await using _ = api;
    expect(await groups.membersOf("C0APPROVALS")).toEqual(["U0ADMIN", "U0SECOND"]);
    expect(api.calls).toMatchObject([
      { method: "conversations.members", args: { channel: "C0APPROVALS", limit: "999" } },
      { method: "conversations.members", args: { channel: "C0APPROVALS", cursor: "bmV4dA==" } },
    ]);
  });

  test("can't be told of a channel with more than Slack names in five pages", async () => {
    const page: Answer = { body: { ok: true, members: ["U0ADMIN"], response_metadata: { next_cursor: "more" } } };
    const { api, groups } = await groupsAnswering(page, page, page, page, page);
    await using _ = api;
    await expect(groups.membersOf("C0APPROVALS")).rejects.toThrow("too many members");
    expect(api.calls).toHaveLength(5);
  });

  test("are kept for each group", async () => {
    const { api, groups } = await groupsAnswering(members("U0ADMIN"), members("U0SECOND"));
    await using _ = api;
    expect(await groups.membersOf("S0ADMINS")).toEqual(["U0ADMIN"]);
    expect(await groups.membersOf("S0OTHERS")).toEqual(["U0SECOND"]);
  });

  test.each<[string, Answer, string]>([
    ["refuses", { body: { ok: false, error: "missing_scope" } }, "slack_missing_scope"],
    ["is down", { status: 502, body: {} }, "SlackUnavailable"],
    ["does not answer", "never", "SlackUnavailable"],
  ])("cannot be told while Slack %s, which is not kept", async (_why, trouble, name) => {
    const { api, groups } = await groupsAnswering(trouble, members("U0ADMIN"));
    await using _ = api;
    await expect(groups.membersOf("S0ADMINS")).rejects.toMatchObject({ name });
    expect(await groups.membersOf("S0ADMINS")).toEqual(["U0ADMIN"]);
  });
});
