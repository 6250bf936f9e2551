import type { BlockAction } from "@slack/bolt";
import { describe, expect, test } from "vitest";
import { actorOfPress, actorOfSubmit } from "../../../src/slack/access/actor.ts";

// The parts of Slack's payloads that matter here.
const pressed = (body: object) => actorOfPress({ ...body } as BlockAction);

const stranger = { user: { id: "U0OUTSIDER", team_id: "T0OTHER" }, team: { id: "T0OTHER" } };

describe("whoever presses", () => {
  test("is who Slack says, in the card's channel", () => {
    const body = {
      user: { id: "U0ADMIN", team_id: "T0LOCAL" },
      team: { id: "T0LOCAL" },
      channel: { id: "C0APPROVALS" },
    };
    expect(pressed(body)).toEqual({
      id: "U0ADMIN",
      teamId: "T0LOCAL",
      appTeamId: undefined,
      channel: "C0APPROVALS",
    });
  });

  test("is of no team of the app's where only their own is named", () => {
    expect(pressed({ ...stranger, message: { text: "posted long ago" } })).toMatchObject({
      teamId: "T0OTHER",
      appTeamId: undefined,
    });
  });

  test.each([
    ["the card was posted by", { message: { team: "T0LOCAL" } }],
    ["the view was opened by", { view: { app_installed_team_id: "T0LOCAL" } }],
  ])("acts before the app of the team that %s, though Slack names their own", (_, shown) => {
    expect(pressed({ ...stranger, ...shown })).toMatchObject({ teamId: "T0OTHER", appTeamId: "T0LOCAL" });
  });
});

test("whoever submits acts before the app of the team that opened the modal", () => {
  const view = { app_installed_team_id: "T0LOCAL", team_id: "T0OTHER" };
  expect(actorOfSubmit({ ...stranger, view }, "C0APPROVALS")).toEqual({
    id: "U0OUTSIDER",
    teamId: "T0OTHER",
    appTeamId: "T0LOCAL",
    channel: "C0APPROVALS",
  });
  expect(actorOfSubmit({ ...stranger, view: { team_id: "T0LOCAL" } }, undefined)).toMatchObject({
    appTeamId: "T0LOCAL",
    channel: undefined,
  });
});
