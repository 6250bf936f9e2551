import { expect, test } from "vitest";
import { verify } from "../../../src/slack/decide.ts";
import { contentOf } from "../../../src/slack/words.ts";
import { ample, NOW, pendingUser } from "../../../testkit/fakes.ts";
import { actor, groupAccess } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";

test("a press on Verify delivers a verification in the name of who pressed, and confirms it", async () => {
  const ports = fakeDeps({ access: groupAccess() });
  ports.users.all.set("u-ada", pendingUser());
  const said = await verify(
    ports,
    { userId: "u-ada", onboardingId: "1111", actor: actor("U0ADMIN"), triggerId: "1.2" },
    ample(),
  );
  expect([...ports.decisions.delivered.values()]).toMatchObject([
    { outcome: "verified", source: "slack", by: "U0ADMIN", at: NOW.toISOString() },
  ]);
  expect(contentOf(said).text).toBe("You verified Ada Lovelace (ada@example.com). The card will update shortly.");
});
