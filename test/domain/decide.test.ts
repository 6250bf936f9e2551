import { afterEach, describe, expect, test, vi } from "vitest";
import { decide as decideWith, type DecidePorts } from "../../src/domain/decide.ts";
import { Deadline, DeadlinePassed } from "../../src/domain/deadline.ts";
import type { Outcome } from "../../src/domain/ports.ts";
import type { Decision, User } from "../../src/domain/user.ts";
import { ample, memoryUsers, NOW, passed, pendingUser } from "../../testkit/fakes.ts";
import { memoryExecutions } from "../../testkit/slack/fakes.ts";

const byMail: Decision = { outcome: "verified", source: "email", at: NOW.toISOString() };
const byAdmin: Decision = { outcome: "rejected", source: "slack", by: "U0ADMIN", at: NOW.toISOString() };
const ada = { userId: "u-ada" };

afterEach(() => void vi.useRealTimers());

/** Ports around one profile; `accepts` is the callback's answer. */
function ports(user: User | undefined, accepts = true, standing: Outcome = "running") {
  const users = memoryUsers();
  if (user) {
    users.all.set(user.userId, user);
  }
  const delivered: string[] = [];
  const deliver = async (callbackId: string, { outcome }: Decision) => {
    delivered.push(`${outcome} ${callbackId}`);
    return accepts;
  };
  return { users, delivered, decisions: { deliver }, executions: memoryExecutions(standing) };
}

type Pause = DecidePorts["pause"];
type Guard = Parameters<typeof decideWith<string>>[4];

const decide = (
  at: DecidePorts,
  about: { userId: string; onboardingId?: string },
  decision: Decision,
  pause: Pause = async () => {},
  guard?: Guard,
) => decideWith({ ...at, pause }, about, decision, ample(), guard);

describe("a decision about a pending user", () => {
  test.each([
    [byMail, "verified Y2FsbGJhY2s="],
    [byAdmin, "rejected Y2FsbGJhY2s="],
  ])("is delivered to the callback", async (decision, expected) => {
    const at = ports(pendingUser());
    expect(await decide(at, ada, decision)).toMatchObject({ kind: "delivered", user: { userId: "u-ada" } });
    expect(at.delivered).toEqual([expected]);
  });

  test("is the callback's to refuse, even after the window", async () => {
    const late = pendingUser({ expiresAt: "2026-11-01T00:00:00.000Z" });
    expect(await decide(ports(late), ada, byMail)).toMatchObject({ kind: "delivered" });
  });
});

describe("a guard", () => {
  test("hands its objection back, and nothing is delivered", async () => {
    const at = ports(pendingUser({ requestedBy: "U0ADMIN" }));
    const verdict = await decide(at, ada, byAdmin, undefined, async (user) => `not ${user.requestedBy}`);
    expect(verdict).toBe("not U0ADMIN");
    expect(at.delivered).toEqual([]);
  });

  test("that objects to nothing lets the decision through", async () => {
    expect(await decide(ports(pendingUser()), ada, byAdmin, undefined, async () => undefined)).toMatchObject({
      kind: "delivered",
    });
  });

  test("is not asked about what is decided already: that is told instead", async () => {
    const verdict = await decide(ports(pendingUser({ status: "ACTIVE" })), ada, byAdmin, undefined, async () => "no");
    expect(verdict).toMatchObject({ kind: "decided" });
  });
});

describe("a second decision", () => {
  test.each([1, 3, 10])("is told who was first, as soon as the workflow has written it: at look %i", async (look) => {
    const at = ports(pendingUser(), false);
    let pauses = 0;
    const pause = async () => {
      pauses += 1;
      if (pauses === look) {
        await at.users.close(pendingUser(), { status: "REJECTED", decision: byAdmin });
      }
    };
    expect(await decide(at, ada, byMail, pause)).toMatchObject({ kind: "decided", user: { decision: byAdmin } });
    expect(pauses).toBe(look);
  });

  test("is told that it is being decided, when that takes longer than a person should wait", async () => {
    let waited = 0;
    const verdict = await decide(ports(pendingUser(), false), ada, byMail, async (milliseconds) => {
      waited += milliseconds;
    });
    expect(verdict).toMatchObject({ kind: "deciding" });
    expect(waited).toBe(1500);
  });

  test.each([
    [450, 0],
    [451, 1],
    [700, 2],
  ])(
    "is told sooner where less time is left, so that it is not told too late: with %i ms after %i pauses",
    async (left, most) => {
      const at = ports(pendingUser(), false);
      let waited = 0;
      const pause = async (milliseconds: number) => void (waited += milliseconds);
      using deadline = new Deadline(left, () => new Date(NOW.getTime() + waited));
      expect(await decideWith({ ...at, pause }, ada, byMail, deadline)).toMatchObject({ kind: "deciding" });
      expect(waited).toBe(most * 150);
    },
  );

  test.each([
    [1, "deciding"],
    [0, "expired"],
    [-1, "expired"],
  ])("after that, with %i ms of the window left, is told: %s", async (left, kind) => {
    const user = pendingUser({ expiresAt: new Date(NOW.getTime() + left).toISOString() });
    expect(await decide(ports(user, false), ada, byMail)).toEqual({ kind, user });
  });

  test("waits for it as long in real life", async () => {
    vi.useFakeTimers();
    const verdict = decideWith(ports(pendingUser(), false), ada, byMail, ample());
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await verdict).toMatchObject({ kind: "deciding" });
  });

  test.each([
    ["ACTIVE", "decided"],
    ["REJECTED", "decided"],
    ["CANCELLED", "decided"],
    ["EXPIRED", "expired"],
    ["FAILED", "failed"],
  ] as const)("to a profile that is %s reads it as %s, and asks no callback", async (status, kind) => {
    const at = ports(pendingUser({ status }));
    expect(await decide(at, ada, byMail)).toMatchObject({ kind, user: { status } });
    expect(at.delivered).toEqual([]);
  });
});

describe("an execution that ended and left its profile pending", () => {
  test.each(["stopped", "failed", "timed-out", "succeeded"] as const)(
    "is told as such at once: nobody decided (%s)",
    async (outcome) => {
      const pause = () => Promise.reject(new Error("There is nothing to wait for."));
      const verdict = await decide(ports(pendingUser(), false, outcome), ada, byMail, pause);
      expect(verdict).toMatchObject({ kind: "stopped", user: { userId: "u-ada" } });
    },
  );

  test("is told as such where Lambda does not keep it any more", async () => {
    const at = { ...ports(pendingUser(), false), executions: { find: async () => undefined } };
    expect(await decide(at, ada, byMail)).toMatchObject({ kind: "stopped" });
  });

  test("is told by its profile where that was written in between", async () => {
    const at = ports(pendingUser(), false);
    const find = async () => {
      await at.users.close(pendingUser(), { status: "REJECTED", decision: byAdmin });
      return { outcome: "succeeded", input: undefined } as const;
    };
    expect(await decide({ ...at, executions: { find } }, ada, byMail)).toMatchObject({ kind: "decided" });
  });
});

test("the deadline goes along with what is delivered", async () => {
  const at = ports(pendingUser());
  const deliver = async (_callback: string, _decision: Decision, deadline: { beforeSending(): void }) => {
    deadline.beforeSending();
    return true;
  };
  const late = decideWith({ ...at, decisions: { deliver } }, ada, byMail, passed());
  await expect(late).rejects.toBeInstanceOf(DeadlinePassed);
});

describe("a decision about nobody", () => {
  test("changes nothing: the user is unknown", async () => {
    expect(await decide(ports(undefined), ada, byMail)).toEqual({ kind: "unknown" });
  });

  test("changes nothing: the user is in another onboarding by now", async () => {
    const at = ports(pendingUser());
    expect(await decide(at, { userId: "u-ada", onboardingId: "0000" }, byMail)).toEqual({ kind: "unknown" });
    expect(await decide(at, { userId: "u-ada", onboardingId: "1111" }, byMail)).toMatchObject({ kind: "delivered" });
    expect(at.delivered).toHaveLength(1);
  });
});
