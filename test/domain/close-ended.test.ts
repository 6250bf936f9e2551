import { describe, expect, test } from "vitest";
import { closeEnded, type Leftovers } from "../../src/domain/close-ended.ts";
import type { Execution, Outcome } from "../../src/domain/ports.ts";
import type { OnboardingRequest, User } from "../../src/domain/user.ts";
import { memoryCards, pendingUser } from "../../testkit/fakes.ts";

const CARD = { channel: "C0APPROVALS", ts: "1.1" };
const INPUT = { user_id: "u-ada", email: "ada@example.com", name: "Ada Lovelace", requested_by: "U0REQUESTER" };

/** A world in which Ada's execution stands as told, and left behind what is told. */
function world(found: Partial<Execution> | undefined, left: User | "none" | undefined) {
  const it = { closed: [] as string[], announced: 0, told: [] as string[] };
  const leftovers: Leftovers = {
    async close({ userId }, execution, { name, message }) {
      it.closed.push(`${userId} ${execution} ${name}: ${message}`);
      return typeof left === "object" && it.announced === 0 ? { ...left, status: "FAILED" } : left && "none";
    },
    announced: async () => void (it.announced += 1),
  };
  const cards = memoryCards();
  const executions = { find: async () => found && { outcome: "stopped" as Outcome, input: INPUT, ...found } };
  const tellNotStarted = async ({ requestedBy }: OnboardingRequest, why: string) =>
    void it.told.push(`${requestedBy}: ${why}`);
  return { it, cards, close: () => closeEnded({ executions, leftovers, cards, tellNotStarted }, "arn") };
}

const ada = pendingUser({ requestedBy: "U0REQUESTER", card: CARD });

describe("an execution that ended badly", () => {
  test.each([
    ["failed", "OnboardingFailed: Something went wrong on our side."],
    ["stopped", "OnboardingStopped: An operator stopped it."],
    ["timed-out", "OnboardingTimedOut: It ran for too long."],
  ] as const)("has its profile and its card closed, and the requester told: %s", async (outcome, failure) => {
    const { it, cards, close } = world({ outcome }, ada);
    expect(await close()).toBe("closed");
    expect(it.closed).toEqual([`u-ada arn ${failure}`]);
    expect(cards.written).toEqual(["1.1 shows FAILED", "1.1 thread: decided", "U0REQUESTER is told: FAILED"]);
    expect([it.announced, it.told]).toEqual([1, []]);
  });

  test("without a card has the requester told", async () => {
    const { cards, close } = world({}, pendingUser({ requestedBy: "U0REQUESTER" }));
    await close();
    expect(cards.written).toEqual(["U0REQUESTER is told: FAILED"]);
  });

  test("is continued by the next attempt when Slack was down", async () => {
    const { it, cards, close } = world({}, ada);
    cards.fault = () => new Error("down");
    await expect(close()).rejects.toThrow("down");
    expect(it.announced).toBe(0);
    cards.fault = undefined;
    expect(await close()).toBe("closed");
    expect([it.announced, cards.written.length]).toEqual([1, 3]);
  });

  test("that closed its own profile, or whose profile is another's by now, changes and says nothing", async () => {
    const { it, cards, close } = world({ outcome: "failed" }, undefined);
    expect(await close()).toBe("nothing left");
    expect([cards.written, it.told]).toEqual([[], []]);
  });
});

describe("an onboarding that never began", () => {
  test.each(["UserAlreadyPending", "UserAlreadyActive", "AddressInUse"])(
    "because it was refused (%s) is reported to the requester, with any profile or none",
    async (error) => {
      const { it, cards, close } = world({ outcome: "failed", error }, undefined);
      expect(await close()).toBe("requester informed");
      expect([it.told, cards.written]).toEqual([["U0REQUESTER: taken"], []]);
    },
  );

  test("because its profile could not be written is told too", async () => {
    const { it, close } = world({ outcome: "failed", error: "StepError" }, "none");
    expect(await close()).toBe("requester informed");
    expect(it.told).toEqual(["U0REQUESTER: trouble"]);
  });

  test("because its input is invalid changes nothing: its caller has the error", async () => {
    const { it, close } = world({ outcome: "failed", error: "InvalidRequest", input: { user_id: 7 } }, "none");
    expect(await close()).toBe("not ours to read");
    expect([it.closed, it.told]).toEqual([[], []]);
  });
});

test.each([{ outcome: "running" }, { outcome: "succeeded" }, undefined] as const)(
  "an execution that can still write, or that Lambda does not know to have failed, is left alone: %j",
  async (found) => {
    const { it, cards, close } = world(found, ada);
    expect(await close()).toBe("still running");
    expect([it.closed, it.told, cards.written]).toEqual([[], [], []]);
  },
);
