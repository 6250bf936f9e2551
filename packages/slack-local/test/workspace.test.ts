import { describe, expect, test } from "vitest";
import { createSlack, startSlack } from "../src/slack.ts";
import type { Workspace } from "../src/workspace.ts";
import { running } from "./running.ts";
import { CARD } from "./samples.ts";

const PEOPLE = [{ id: "U0ADA", name: "Ada Lovelace" }];
const CHANNELS = [{ id: "C0DEPLOYS", name: "deploys" }];
const small = { people: PEOPLE, channels: CHANNELS };

describe("A workspace", () => {
  test("needs people and channels only", async () => {
    const { slack, web, app } = await running({ workspace: { ...small, app: { commands: [{ name: "/deploy" }] } } });
    expect(await web.auth.test()).toMatchObject({ team_id: "T0LOCAL", user_id: "U0BOT", is_enterprise_install: false });
    await slack.command({ user: "U0ADA", text: "web" });
    expect(app.received[0]?.form).toMatchObject({
      command: "/deploy",
      channel_id: "C0DEPLOYS",
      user_name: "ada.lovelace",
      team_id: "T0LOCAL",
    });
    expect(app.received[0]?.form).not.toHaveProperty("enterprise_id");
  });

  test.each<[string, object, string]>([
    ["no people", { ...small, people: [] }, "workspace.people must not be empty."],
    ["no channels", { people: PEOPLE }, "workspace.channels is missing."],
    [
      "an ID that is none",
      { ...small, people: [{ id: "ada", name: "Ada" }] },
      'workspace.people.0.id must be U or W followed by capital letters and digits, not "ada".',
    ],
    ["an ID twice", { ...small, people: [...PEOPLE, ...PEOPLE] }, "workspace has the ID U0ADA twice."],
    [
      "a command without a slash",
      { ...small, app: { commands: [{ name: "deploy" }] } },
      "workspace.app.commands.0.name must begin with /.",
    ],
    ["a misspelt member", { ...small, chanels: [] }, "There is no workspace.chanels."],
    [
      "a group of strangers",
      { ...small, groups: [{ id: "S0A", handle: "a", users: ["U0BO"] }] },
      "workspace group S0A has the user U0BO, whom workspace.people lacks.",
    ],
  ])("with %s is refused in a sentence", (_, workspace, sentence) => {
    const start = () =>
      createSlack({ workspace: workspace as Workspace, appUrl: "http://127.0.0.1:9", url: () => "http://127.0.0.1:9" });
    expect(start).toThrow(expect.objectContaining({ name: "InvalidWorkspace", message: sentence }));
  });

  test("that is refused leaves no server behind", async () => {
    await expect(startSlack({ workspace: { people: [], channels: [] }, appUrl: "http://127.0.0.1:9" })).rejects.toThrow(
      "workspace.people must not be empty. workspace.channels must not be empty.",
    );
  });
});

// https://docs.slack.dev/reference/interaction-payloads/block_actions-payload: "The user.team_id will report an enterprise
// organization ID (which starts with an E) instead of team ID", and team has enterprise_id and enterprise_name.
describe("On Enterprise Grid", () => {
  const workspace: Workspace = {
    ...small,
    people: [
      ...PEOPLE,
      { id: "U0NEXT", name: "Next Door", teamId: "T0NEXT", enterpriseId: "E0CORP" },
      { id: "U0GUEST", name: "A Guest", teamId: "T0GUEST", enterpriseId: "E0OTHER" },
    ],
    enterprise: { id: "E0CORP", name: "Corporation" },
    app: { commands: [{ name: "/deploy" }] },
  };

  test("auth.test names the organisation, and users.info each person's", async () => {
    const { web } = await running({ workspace });
    expect(await web.auth.test()).toMatchObject({ enterprise_id: "E0CORP", team_id: "T0LOCAL" });
    const [own, next, guest] = await Promise.all(
      ["U0ADA", "U0NEXT", "U0GUEST"].map(async (user) => (await web.users.info({ user })).user),
    );
    expect(own).toMatchObject({ team_id: "T0LOCAL", enterprise_user: { enterprise_id: "E0CORP", teams: ["T0LOCAL"] } });
    expect(next).toMatchObject({ team_id: "T0NEXT", enterprise_user: { enterprise_id: "E0CORP", teams: ["T0NEXT"] } });
    expect(next).not.toHaveProperty("is_stranger");
    expect(guest).toMatchObject({ is_stranger: true, enterprise_user: { enterprise_id: "E0OTHER" } });
  });

  test("interactions, commands and events name it", async () => {
    const { slack, web, app } = await running({ workspace });
    const { ts = "" } = await web.chat.postMessage({ ...CARD, channel: "C0DEPLOYS" });
    await slack.press({ user: "U0NEXT", ts, actionId: "verify" });
    await slack.press({ user: "U0GUEST", ts, actionId: "verify" });
    await slack.command({ user: "U0ADA", text: "web" });
    await slack.openHome("U0ADA");
    const [next, guest, command, home] = app.received;
    expect(next?.payload).toMatchObject({
      user: { team_id: "E0CORP" },
      team: { id: "T0NEXT", enterprise_id: "E0CORP", enterprise_name: "Corporation" },
      enterprise: { id: "E0CORP", name: "Corporation" },
    });
    expect(guest?.payload).toMatchObject({ user: { team_id: "E0OTHER" }, team: { id: "T0GUEST" } });
    expect(command?.form).toMatchObject({
      team_id: "T0LOCAL",
      enterprise_id: "E0CORP",
      enterprise_name: "Corporation",
    });
    expect(home?.payload).toMatchObject({ enterprise_id: "E0CORP", authorizations: [{ enterprise_id: "E0CORP" }] });
  });
});
