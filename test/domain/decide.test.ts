import { describe, expect, test } from "vitest";
import { decide } from "../../src/domain/decide.ts";
import type { Decision, User } from "../../src/domain/user.ts";
import { memoryUsers, NOW, pendingUser } from "../fakes.ts";

const byMail: Decision = { outcome: "verified", source: "email", at: NOW.toISOString() };
const byAdmin: Decision = { outcome: "rejected", source: "slack", by: "U0ADMIN", at: NOW.toISOString() };
const ada = { userId: "u-ada" };

/** Ports around one profile; `accepts` is the callback's answer. */
function ports(user: User | undefined, accepts = true) {
  const users = memoryUsers();
  if (user) {
    users.all.set(user.userId, user);
  }
  const delivered: string[] = [];
  const deliver = (way: string) => async (callbackId: string) => {
    delivered.push(`${way} ${callbackId}`);
    return accepts;
  };
  return { users, delivered, decisions: { verify: deliver("verify"), reject: deliver("reject") } };
}

describe("a decision about a pending user", () => {
  test.each([
    [byMail, "verify Y2FsbGJhY2s="],
    [byAdmin, "reject Y2FsbGJhY2s="],
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

describe("whoever comes second", () => {
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
    ["ACTIVE", "decided"],
    ["REJECTED", "decided"],
    ["EXPIRED", "expired"],
    ["FAILED", "failed"],
  ] as const)("to a profile that is %s reads it as %s, and asks no callback", async (status, kind) => {
    const at = ports(pendingUser({ status }));
    expect(await decide(at, ada, byMail)).toMatchObject({ kind, user: { status } });
    expect(at.delivered).toEqual([]);
  });
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
