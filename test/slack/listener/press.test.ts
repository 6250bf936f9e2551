import type { BlockAction, ButtonAction, OverflowAction } from "@slack/bolt";
import { expect, test } from "vitest";
import { controls } from "../../../src/slack/card.ts";
import { readPress } from "../../../src/slack/listener.ts";
import { pendingUser } from "../../../testkit/fakes.ts";
import { actor } from "../../../testkit/slack/actors.ts";

// The parts of Slack's payload that matter here.
const body = {
  user: { id: "U0ADMIN", username: "admin", team_id: "T0LOCAL" },
  message: { team: "T0LOCAL" },
  channel: { id: "C0APPROVALS", name: "approvals" },
  trigger_id: "1.2",
} as unknown as BlockAction;
const button = { type: "button", value: "u-ada" } as ButtonAction;

test("a press says who pressed, and the user and the onboarding that the card was posted for", () => {
  const { block_id = "" } = controls(pendingUser());
  expect(readPress(body, { ...button, block_id })).toEqual({
    userId: "u-ada",
    onboardingId: "1111",
    actor: actor("U0ADMIN"),
    triggerId: "1.2",
  });
});

test("a menu's option says it as a button does", () => {
  const menu = { type: "overflow", selected_option: { value: "u-ada" }, block_id: "onboarding:1111" } as OverflowAction;
  expect(readPress(body, menu)).toMatchObject({ userId: "u-ada", onboardingId: "1111" });
});

test("controls of another make name no onboarding", () => {
  expect(readPress(body, { ...button, block_id: "b1" }).onboardingId).toBeUndefined();
});
