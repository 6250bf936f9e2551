import type { ModalView } from "@slack/types";
import { describe, expect, test } from "vitest";
import type { Actor } from "../../../../src/slack/access/access.ts";
import { rejectModal } from "../../../../src/slack/blocks/reject-modal.ts";
import { more } from "../../../../src/slack/listeners/actions/more.ts";
import { actor, groupAccess } from "../../actors.ts";
import { memoryGroups, memoryViews } from "../../fakes.ts";

const about = { userId: "u-ada", onboardingId: "1111" };

async function used(by: Actor, access = groupAccess()) {
  const views = memoryViews<ModalView>();
  return { said: await more({ access, views }, { ...about, actor: by }, "1.2.3"), opened: views.opened };
}

describe("Reject with a reason…", () => {
  test("opens the modal about this card, and says nothing", async () => {
    const { said, opened } = await used(actor("U0ADMIN"));
    expect(said).toBeUndefined();
    expect(opened).toEqual([["1.2.3", rejectModal({ ...about, channel: "C0APPROVALS" })]]);
  });

  test("asks Slack about no group first: the trigger would be over", async () => {
    const groups = memoryGroups({});
    const { opened } = await used(actor("U0REQUESTER"), groupAccess({}, groups));
    expect([opened.length, groups.asked.length]).toEqual([1, 0]);
  });

  test("opens nothing for someone who is refused at once, and says who may", async () => {
    const { said, opened } = await used(actor("U0REQUESTER"), groupAccess({ approvers: ["U0ADMIN"] }));
    expect(said).toContain("These may: <@U0ADMIN>.");
    expect(opened).toEqual([]);
  });
});
