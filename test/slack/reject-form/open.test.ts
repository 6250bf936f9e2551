import { describe, expect, test } from "vitest";
import type { Actor } from "../../../src/slack/access.ts";
import { openRejectForm, rejectModal } from "../../../src/slack/reject-form.ts";
import { actor, groupAccess } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";
import { memoryGroups, memoryViews } from "../../../testkit/slack/fakes.ts";

const about = { userId: "u-ada", onboardingId: "1111" };

async function used(by: Actor, access = groupAccess()) {
  const views = memoryViews();
  return {
    said: await openRejectForm(fakeDeps({ access, views }), { ...about, actor: by, triggerId: "1.2.3" }),
    opened: views.opened,
  };
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
    expect(said).toContain("Only <@U0ADMIN> can do this.");
    expect(opened).toEqual([]);
  });
});
