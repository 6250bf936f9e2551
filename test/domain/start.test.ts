import { describe, expect, test } from "vitest";
import type { Deadline } from "../../src/domain/deadline.ts";
import { startOnboarding } from "../../src/domain/start.ts";
import type { Outcome, Starts } from "../../src/domain/ports.ts";
import type { User } from "../../src/domain/user.ts";
import { NOW, ample, memoryUsers, passed, pendingUser } from "../../testkit/fakes.ts";
import { memoryExecutions, memoryStarts } from "../../testkit/slack/fakes.ts";

const ada = { userId: "u-ada", email: "ada@example.com", name: "Ada Lovelace" };
const secondsAgo = (seconds: number) => new Date(NOW.getTime() - seconds * 1000).toISOString();

interface How {
  outcome?: Outcome;
  starts?: Starts;
  at?: Deadline;
  by?: string;
  guard?: () => Promise<unknown>;
}

/** Starts Ada's onboarding where these profiles are; `started` is what was begun. */
async function starting(profiles: User[], how: How = {}) {
  const { outcome = "running", at = ample() } = how;
  const starts = memoryStarts();
  const users = memoryUsers();
  profiles.forEach((user) => users.all.set(user.userId, user));
  const ports = { users, starts: how.starts ?? starts, executions: memoryExecutions(outcome), now: () => NOW };
  const request = how.by ? { ...ada, requestedBy: how.by } : ada;
  return { came: await startOnboarding(ports, request, at, how.guard), started: starts.started };
}

describe("a start", () => {
  test("of someone new begins an onboarding", async () => {
    expect(await starting([])).toEqual({
      came: { kind: "started" },
      started: [{ request: ada, previous: undefined }],
    });
  });

  test.each([
    pendingUser({ status: "REJECTED" }),
    pendingUser({ status: "EXPIRED" }),
    pendingUser({ status: "FAILED" }),
    pendingUser({ expiresAt: secondsAgo(3_601) }),
  ])(
    "begins anew after an onboarding that ended, or that has been dead for an hour: $status $expiresAt",
    async (user) => {
      expect(await starting([user])).toEqual({
        came: { kind: "started" },
        started: [{ request: ada, previous: user }],
      });
    },
  );

  test.each([
    pendingUser(),
    pendingUser({ status: "ACTIVE" }),
    pendingUser({ userId: "u-other" }),
    pendingUser({ userId: "u-other", status: "ACTIVE" }),
  ])("begins nothing where someone is pending or active: $userId $status", async (user) => {
    expect(await starting([user])).toEqual({ came: { kind: "exists", user }, started: [] });
  });

  test.each<[Partial<User>, Outcome]>([
    [{ expiresAt: NOW.toISOString() }, "running"],
    [{ expiresAt: secondsAgo(3_600) }, "running"],
    [{}, "stopped"],
  ])("begins nothing while the last one is about to be closed: %j, %s", async (over, outcome) => {
    const user = pendingUser(over);
    expect(await starting([user], { outcome })).toEqual({ came: { kind: "closing", user }, started: [] });
  });

  test("says when the address is being onboarded in other words", async () => {
    const { came } = await starting([], { starts: memoryStarts("other-request-running") });
    expect(came).toEqual({ kind: "starting" });
  });

  test("begins nothing after its deadline", async () => {
    const starts = memoryStarts();
    await expect(starting([], { starts, at: passed() })).rejects.toThrow("too late");
    expect(starts.started).toEqual([]);
  });
});

describe("an onboarding in the way", () => {
  const refuses = async () => "not for you";
  const allows = async () => undefined;

  test.each([
    ["who may not see it", "U0REQUESTER", "U0ADMIN", refuses, "taken"],
    ["who may not see it, and which a program requested", "U0REQUESTER", undefined, refuses, "taken"],
    ["who requested it", "U0REQUESTER", "U0REQUESTER", refuses, "exists"],
    ["who may see it", "U0REQUESTER", "U0ADMIN", allows, "exists"],
    ["of a program that requested it", undefined, undefined, refuses, "taken"],
  ] as const)("is shown as it should be to someone %s", async (_, by, requestedBy, guard, kind) => {
    const how = { guard, ...(by ? { by } : {}) };
    const { came, started } = await starting([pendingUser({ requestedBy })], how);
    expect([came.kind, started]).toEqual([kind, []]);
    expect("user" in came).toBe(kind === "exists");
  });
});
