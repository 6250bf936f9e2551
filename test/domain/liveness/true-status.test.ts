import { describe, expect, test } from "vitest";
import { withTrueStatus, stillOpen } from "../../../src/domain/liveness.ts";
import type { User } from "../../../src/domain/user.ts";
import { NOW, pendingUser } from "../../../testkit/fakes.ts";
import { memoryExecutions } from "../../../testkit/slack/fakes.ts";

const later = new Date(NOW.getTime() + 1).toISOString();

describe("a pending profile", () => {
  test("stands as it is written while its execution runs and its window is open", async () => {
    const user = pendingUser({ expiresAt: later });
    expect(await withTrueStatus(user, memoryExecutions(), NOW)).toEqual(user);
  });

  test("has expired once its window is over, and Lambda is not asked", async () => {
    const find = () => Promise.reject(new Error("There is nothing to ask."));
    const user = pendingUser({ expiresAt: NOW.toISOString() });
    expect(await withTrueStatus(user, { find }, NOW)).toEqual({ ...user, status: "EXPIRED" });
  });

  test.each(["stopped", "failed", "timed-out", "succeeded"] as const)(
    "has failed where its execution %s",
    async (outcome) => {
      const told = await withTrueStatus(pendingUser(), memoryExecutions(outcome), NOW);
      expect(told).toMatchObject({ status: "FAILED", failure: { name: "OnboardingStopped" } });
    },
  );

  test("has failed where Lambda no longer keeps its execution", async () => {
    const found = await withTrueStatus(pendingUser(), { find: async () => undefined }, NOW);
    expect(found.status).toBe("FAILED");
  });

  test("stands as it is written where Lambda cannot be asked", async () => {
    const user = pendingUser();
    expect(await withTrueStatus(user, { find: () => Promise.reject(new Error("throttled")) }, NOW)).toEqual(user);
  });
});

test.each(["ACTIVE", "REJECTED", "EXPIRED", "FAILED"] as const)("a profile that is %s stands so", async (status) => {
  const user = pendingUser({ status, expiresAt: NOW.toISOString() });
  expect(await withTrueStatus(user, memoryExecutions("stopped"), NOW)).toEqual(user);
});

test("only those that somebody can still decide about are open, in order", async () => {
  const users: User[] = ["one", "stopped", "two"].map((userId) => pendingUser({ userId, execution: userId }));
  const find = async (execution: string) => ({
    outcome: execution === "stopped" ? ("stopped" as const) : ("running" as const),
    input: undefined,
  });
  expect((await stillOpen(users, { find }, NOW)).map(({ userId }) => userId)).toEqual(["one", "two"]);
});
