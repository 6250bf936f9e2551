import { expect, test } from "vitest";
import { controls } from "../../src/slack/blocks/controls.ts";
import { readPress } from "../../src/slack/press.ts";
import { pendingUser } from "../fakes.ts";

const body = { user: { id: "U0ADMIN", username: "admin" } };

test("a press says who pressed, and the user and the onboarding that the card was posted for", () => {
  const { block_id = "" } = controls(pendingUser());
  expect(readPress(body, { value: "u-ada", block_id })).toEqual({
    userId: "u-ada",
    onboardingId: "1111",
    by: "U0ADMIN",
  });
});

test("controls of another make name no onboarding", () => {
  expect(readPress(body, { value: "u-ada", block_id: "b1" }).onboardingId).toBeUndefined();
});
