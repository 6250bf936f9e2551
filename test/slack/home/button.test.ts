import { describe, expect, test } from "vitest";
import { startFromHome } from "../../../src/slack/home.ts";
import { actor } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";
import { memoryViews } from "../../../testkit/slack/fakes.ts";

async function pressed(by: string) {
  const views = memoryViews();
  const ports = fakeDeps({ views });
  await startFromHome(ports, actor(by, { channel: undefined }), "1.2");
  return views;
}

describe("the home tab's button", () => {
  test("opens the form, which comes from no channel", async () => {
    const { opened, homes } = await pressed("U0REQUESTER");
    expect(opened).toEqual([["1.2", expect.objectContaining({ callback_id: "start", private_metadata: "" })]]);
    expect(homes.size).toBe(0);
  });

  test("shows the tab anew, without the button, to someone who may not start any more", async () => {
    const { opened, homes } = await pressed("U0OTHER");
    expect(opened).toEqual([]);
    expect(JSON.stringify(homes.get("U0OTHER"))).toMatch(/^(?!.*Start an onboarding).*can do this/u);
  });
});
