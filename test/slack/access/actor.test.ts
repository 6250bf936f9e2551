import type { BlockAction } from "@slack/bolt";
import { expect, test } from "vitest";
import { actorOfHome, actorOfPress, actorOfSubmit } from "../../../src/slack/access.ts";

// A press as Slack sends it in a shared channel, or on Enterprise Grid: only the person's own part says whose they are.
const body = {
  user: { id: "U0OUTSIDER", username: "eve", team_id: "T0OTHER" },
  team: { id: "T0LOCAL", domain: "local", enterprise_id: "E0CORP" },
  enterprise: { id: "E0CORP", name: "Corp" },
  channel: { id: "C0APPROVALS", name: "approvals" },
  message: { team: "T0LOCAL" },
} as unknown as BlockAction;

test("the person who presses is of the team in Slack's `user`, in the card's channel", () => {
  expect(actorOfPress(body)).toEqual({ id: "U0OUTSIDER", teamId: "T0OTHER", channel: "C0APPROVALS" });
});

test("the person who submits is of the same team, in the channel that the modal was opened from", () => {
  expect(actorOfSubmit(body, "C0GENERAL")).toEqual({ id: "U0OUTSIDER", teamId: "T0OTHER", channel: "C0GENERAL" });
  expect(actorOfSubmit(body, undefined)).toMatchObject({ channel: undefined });
});

test("the person who opens the home tab is of the workspace where that happened, in no channel", () => {
  expect(actorOfHome({ team_id: "T0OTHER" }, "U0OUTSIDER")).toEqual({
    id: "U0OUTSIDER",
    teamId: "T0OTHER",
    channel: undefined,
  });
});
