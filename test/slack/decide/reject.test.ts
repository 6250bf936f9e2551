import { expect, test } from "vitest";
import { reject } from "../../../src/slack/decide.ts";
import { contentOf } from "../../../src/slack/words.ts";
import { ample, NOW, pendingUser } from "../../../testkit/fakes.ts";
import { actor, groupAccess } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";

test("a press on Reject delivers a rejection in the name of who pressed, and confirms it", async () => {
  const ports = fakeDeps({ access: groupAccess() });
  ports.users.all.set("u-ada", pendingUser());
  const said = await reject(
    ports,
    { userId: "u-ada", onboardingId: "1111", actor: actor("U0ADMIN"), triggerId: "1.2" },
    ample(),
  );
  expect([...ports.decisions.delivered.values()]).toMatchObject([
    { outcome: "rejected", source: "slack", by: "U0ADMIN", comment: undefined, at: NOW.toISOString() },
  ]);
  expect(contentOf(said).text).toBe("You rejected Ada Lovelace (ada@example.com). The card will update shortly.");
});
