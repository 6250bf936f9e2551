import { expect, test } from "vitest";
import { contentOf } from "../../../../src/slack/blocks/message.ts";
import { reject } from "../../../../src/slack/listeners/actions/reject.ts";
import { ample, memoryUsers, NOW, pendingUser } from "../../../fakes.ts";
import { actor, groupAccess } from "../../actors.ts";
import { memoryDecisions, memoryExecutions } from "../../fakes.ts";

test("a press on Reject delivers a rejection in the name of who pressed, and confirms it", async () => {
  const ports = {
    users: memoryUsers(),
    decisions: memoryDecisions(),
    executions: memoryExecutions(),
    access: groupAccess(),
    now: () => NOW,
  };
  ports.users.all.set("u-ada", pendingUser());
  const said = await reject(ports, { userId: "u-ada", onboardingId: "1111", actor: actor("U0ADMIN") }, ample());
  expect([...ports.decisions.delivered.values()]).toMatchObject([
    { outcome: "rejected", source: "slack", by: "U0ADMIN", reason: undefined, at: NOW.toISOString() },
  ]);
  expect(contentOf(said).text).toBe("You rejected Ada Lovelace (ada@example.com). The card follows in a moment.");
});
