import { expect, test } from "vitest";
import { reject } from "../../../../src/slack/listeners/actions/reject.ts";
import { memoryUsers, pendingUser } from "../../../fakes.ts";
import { memoryDecisions } from "../../fakes.ts";

test("a press on Reject delivers a rejection in the name of who pressed, and confirms it", async () => {
  const users = memoryUsers();
  users.all.set("u-ada", pendingUser());
  const decisions = memoryDecisions();
  const said = await reject({ users, decisions }, { userId: "u-ada", onboardingId: "1111", by: "U0ADMIN" });
  expect([...decisions.delivered.values()]).toMatchObject([{ outcome: "rejected", source: "slack", by: "U0ADMIN" }]);
  expect(said).toBe("You rejected Ada Lovelace (ada@example.com). The card follows in a moment.");
});
