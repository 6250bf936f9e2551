import type { HomeView, ModalView } from "@slack/types";
import { describe, expect, test } from "vitest";
import { startFromHome } from "../../../../src/slack/listeners/actions/start.ts";
import { memoryUsers, NOW } from "../../../fakes.ts";
import { accessOf, actor } from "../../actors.ts";
import { memoryExecutions, memoryViews } from "../../fakes.ts";

async function pressed(by: string) {
  const views = memoryViews<ModalView | HomeView>();
  const ports = { users: memoryUsers(), executions: memoryExecutions(), views, access: accessOf(), now: () => NOW };
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
    expect(JSON.stringify(homes.get("U0OTHER"))).toMatch(/^(?!.*Start an onboarding).*These may/u);
  });
});
