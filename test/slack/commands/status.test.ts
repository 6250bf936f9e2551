import { describe, expect, test } from "vitest";
import type { Decision } from "../../../src/domain/user.ts";
import { status } from "../../../src/slack/commands.ts";
import { userIdOf } from "../../../src/domain/start.ts";
import { contentOf } from "../../../src/slack/words.ts";
import { NOW, memoryUsers, pendingUser } from "../../../testkit/fakes.ts";
import { REFUSED, actor } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";
import { memoryExecutions } from "../../../testkit/slack/fakes.ts";

function profile(overrides: Parameters<typeof pendingUser>[0]) {
  const users = memoryUsers();
  const user = pendingUser(overrides);
  users.all.set(user.userId, user);
  return users;
}

async function asked(
  users: ReturnType<typeof memoryUsers>,
  email = "ada@example.com",
  by = "U0ADMIN",
  executions = memoryExecutions(),
) {
  return contentOf(await status(fakeDeps({ users, executions }), actor(by), email)).text;
}

describe("/onboard status", () => {
  test("finds the user who holds the address, in any spelling", async () => {
    const text = await asked(profile({ userId: "by-a-program" }), "ADA@example.com");
    expect(text).toContain("Ada Lovelace (ada@example.com) is waiting for a decision.");
  });

  test("finds one that a program started and someone rejected, and says who", async () => {
    const decision = {
      outcome: "rejected",
      source: "slack",
      by: "U0SECOND",
      comment: "No desk",
      at: NOW.toISOString(),
    };
    const text = await asked(profile({ userId: "1042", status: "REJECTED", decision: decision as Decision }));
    expect(text).toContain("was rejected.");
    expect(text).toContain("Rejected by <@U0SECOND> in Slack");
    expect(text).toContain("Reason: No desk");
  });

  test("finds one that ended and was onboarded from Slack", async () => {
    const text = await asked(profile({ userId: userIdOf("ada@example.com"), status: "EXPIRED" }));
    expect(text).toContain("expired without a decision.");
  });

  test("tells of an execution that was stopped that it is being closed", async () => {
    const text = await asked(profile({}), "ada@example.com", "U0ADMIN", memoryExecutions("stopped"));
    expect(text).toContain("Its execution ended, and it is being closed");
    expect(text).not.toContain("is waiting for a decision");
  });

  test.each([
    ["nobody@example.com", "No onboarding found for nobody@example.com."],
    ["nobody", "The email is not an email address; write it like ada@example.com."],
  ])("says so where there is none: %s", async (email, sentence) => {
    expect(await asked(profile({}), email)).toBe(sentence);
  });

  test.each(["U0REQUESTER", "U0OTHER"])("is refused to %s", async (by) => {
    expect(await asked(profile({}), "ada@example.com", by)).toMatch(REFUSED);
  });
});
