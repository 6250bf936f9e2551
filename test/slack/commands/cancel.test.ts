import { describe, expect, test } from "vitest";
import type { Outcome } from "../../../src/domain/ports.ts";
import type { User } from "../../../src/domain/user.ts";
import { contentOf } from "../../../src/slack/words.ts";
import { cancel } from "../../../src/slack/commands.ts";
import { NOW, ample, memoryUsers, pendingUser } from "../../../testkit/fakes.ts";
import { REFUSED, accessOf, actor } from "../../../testkit/slack/actors.ts";
import { memoryDecisions, memoryExecutions } from "../../../testkit/slack/fakes.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";

interface Cancelling {
  user?: User;
  email?: string;
  by?: string;
  outcome?: Outcome;
  /** The profile that is read from the second time on. */
  later?: User;
}

async function cancelled({ user = pendingUser(), email = "ada@example.com", by = "U0ADMIN", ...how }: Cancelling = {}) {
  const { outcome, later } = how;
  const users = memoryUsers();
  users.all.set(user.userId, user);
  const decisions = memoryDecisions();
  const find = (userId: string) => Promise.resolve(later?.userId === userId ? later : users.all.get(userId));
  const executions = memoryExecutions(outcome);
  const ports = fakeDeps({ users: { ...users, find }, decisions, executions, access: accessOf() });
  const cancelOnce = async () => contentOf(await cancel(ports, actor(by), email, ample())).text;
  return { said: await cancelOnce(), cancelOnce, delivered: decisions.delivered };
}

describe("/onboard cancel", () => {
  test("cancels, in the name of who cancelled", async () => {
    const { said, delivered } = await cancelled();
    expect([...delivered.values()]).toEqual([
      {
        outcome: "cancelled",
        source: "slack",
        by: "U0ADMIN",
        at: NOW.toISOString(),
      },
    ]);
    expect(said).toBe("You cancelled Ada Lovelace (ada@example.com). The card will update shortly.");
  });

  test("changes nothing about an active user, and says how that came", async () => {
    const decision = { outcome: "verified", source: "email", at: "2026-11-24T09:00:00.000Z" } as const;
    const { said, delivered } = await cancelled({ user: pendingUser({ status: "ACTIVE", decision }) });
    expect(delivered.size).toBe(0);
    expect(said).toMatch(/^Nothing was changed: Ada Lovelace .* was already verified by the emailed link/u);
  });

  test("cancels the onboarding that it found, and none that took its place in between", async () => {
    const later = pendingUser({ execution: "arn:…/durable-execution/ada/2222" });
    const { said, delivered } = await cancelled({ later });
    expect(delivered.size).toBe(0);
    expect(said).toContain("this card is about an earlier onboarding");
  });

  test("tells of an execution that was stopped that nobody decided", async () => {
    const { cancelOnce } = await cancelled({ outcome: "stopped" });
    expect(await cancelOnce()).toMatch(
      /^Nothing was changed: the onboarding of Ada .* ended before a decision took effect/u,
    );
  });

  test("changes nothing for an address that nobody has", async () => {
    const { said, delivered } = await cancelled({ email: "nobody@example.com" });
    expect([said, delivered.size]).toEqual(["No onboarding found for nobody@example.com.", 0]);
  });

  test.each(["U0REQUESTER", "U0OTHER"])("is refused to %s, whether there is someone to cancel or not", async (by) => {
    const texts = await Promise.all([cancelled({ by }), cancelled({ by, email: "nobody@example.com" })]);
    for (const { said, delivered } of texts) {
      expect([said, delivered.size]).toEqual([expect.stringMatching(REFUSED), 0]);
    }
  });
});
