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
    choice: undefined,
    actor: actor("U0ADMIN"),
    triggerId: "1.2",
    thread: undefined,
    isInView: false,
  });
});

test("a menu's option says as well what was chosen", () => {
  const menu = {
    type: "overflow",
    selected_option: { value: "u-ada#verified" },
    block_id: "onboarding:1111",
  } as OverflowAction;
  expect(readPress(body, menu)).toMatchObject({ userId: "u-ada", onboardingId: "1111", choice: "verified" });
});

test("controls of another make name no onboarding", () => {
  expect(readPress(body, { ...button, block_id: "b1" }).onboardingId).toBeUndefined();
});

test("a press in a thread names it, and one on a view says so", () => {
  const inThread = { ...body, container: { type: "message", thread_ts: "1.000001" } };
  expect(readPress(inThread, { ...button, block_id: "b1" }).thread).toEqual({
    channel: "C0APPROVALS",
    thread_ts: "1.000001",
  });
  const { channel: _, ...elsewhere } = body;
  const onHome = { ...elsewhere, view: { type: "home" } } as unknown as BlockAction;
  expect(readPress(onHome, { ...button, block_id: "b1" })).toMatchObject({ isInView: true, thread: undefined });
});
