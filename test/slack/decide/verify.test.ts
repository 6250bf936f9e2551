import { expect, test } from "vitest";
import { verify } from "../../../src/slack/decide.ts";
import { contentOf } from "../../../src/slack/words.ts";
import { ample, NOW, pendingUser } from "../../../testkit/fakes.ts";
import { groupAccess } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";
import { pressOf } from "../../../testkit/slack/press.ts";

test("a press on Verify delivers a verification in the name of who pressed, and confirms it", async () => {
  const ports = fakeDeps({ access: groupAccess() });
  ports.users.all.set("u-ada", pendingUser());
  const said = await verify(ports, pressOf(), ample());
  expect([...ports.decisions.delivered.values()]).toMatchObject([
    { outcome: "verified", source: "slack", by: "U0ADMIN", at: NOW.toISOString() },
  ]);
  expect(contentOf(said.answer).text).toBe(
    "You verified Ada Lovelace (ada@example.com). The card will update shortly.",
  );
});
