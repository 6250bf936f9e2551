import { expect, test } from "vitest";
import { reject } from "../../../src/slack/decide.ts";
import { contentOf } from "../../../src/slack/words.ts";
import { ample, NOW, pendingUser } from "../../../testkit/fakes.ts";
import { groupAccess } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";
import { pressOf } from "../../../testkit/slack/press.ts";

test("a press on Reject delivers a rejection in the name of who pressed, and confirms it", async () => {
  const ports = fakeDeps({ access: groupAccess() });
  ports.users.all.set("u-ada", pendingUser());
  const said = await reject(ports, pressOf(), ample());
  expect([...ports.decisions.delivered.values()]).toMatchObject([
    { outcome: "rejected", source: "slack", by: "U0ADMIN", comment: undefined, at: NOW.toISOString() },
  ]);
  expect(contentOf(said.answer).text).toBe(
    "You rejected Ada Lovelace (ada@example.com). The card will update shortly.",
  );
});
