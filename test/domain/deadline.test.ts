import { getEventListeners } from "node:events";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Deadline, DeadlinePassed, within } from "../../src/domain/deadline.ts";
import { ample, NOW, passed } from "../../testkit/fakes.ts";

afterEach(() => void vi.useRealTimers());

const never = new Promise<never>(() => {});

describe("before the deadline", () => {
  test("the work's result is given, or what it throws", async () => {
    expect(await within(ample(), Promise.resolve("done"))).toBe("done");
    await expect(within(ample(), Promise.reject(new TypeError("down")))).rejects.toThrow("down");
  });

  test("nothing is kept of what was waited for", async () => {
    const deadline = ample();
    await within(deadline, Promise.resolve("done"));
    await within(deadline, Promise.reject(new TypeError("down"))).catch(() => undefined);
    expect(getEventListeners(deadline.signal, "abort")).toEqual([]);
  });

  test("once the answer is known, no timer runs any more", () => {
    vi.useFakeTimers();
    const deadline = new Deadline(1, () => NOW);
    expect(vi.getTimerCount()).toBe(1);
    deadline[Symbol.dispose]();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("it says how much time is left, and that none is afterwards", () => {
    let at = NOW.getTime();
    using deadline = new Deadline(60_000, () => new Date(at));
    expect(deadline.left).toBe(60_000);
    at += 59_999;
    expect(deadline.left).toBe(1);
    at += 2;
    expect(deadline.left).toBe(0);
  });

  test("what is sent may count, and counts once it was accepted", () => {
    const deadline = ample();
    expect(deadline.delivery).toBe("none");
    deadline.beforeSending();
    expect(deadline.delivery).toBe("sent");
    deadline.accepted();
    expect(deadline.delivery).toBe("counted");
  });
});

describe("after the deadline", () => {
  test("nobody waits any longer, and what is on its way is cut off", async () => {
    using deadline = new Deadline(1, () => NOW);
    await expect(within(deadline, never)).rejects.toMatchObject({ name: "DeadlinePassed" });
    expect(deadline.signal.aborted).toBe(true);
    await expect(within(deadline, Promise.resolve("late"))).rejects.toBeInstanceOf(DeadlinePassed);
  });

  test("nothing is sent, by the timer", async () => {
    using deadline = new Deadline(1, () => NOW);
    await within(deadline, never).catch(() => undefined);
    expect(() => deadline.beforeSending()).toThrow(DeadlinePassed);
    expect(deadline.delivery).toBe("none");
  });

  test("nothing is sent, by the clock: a machine that slept has not run the timer yet", () => {
    let now = NOW.getTime();
    using deadline = new Deadline(2_300, () => new Date(now));
    now += 2_299;
    deadline.beforeSending();
    now += 1;
    expect(() => deadline.beforeSending()).toThrow(DeadlinePassed);
    expect(deadline.signal.aborted).toBe(false);
  });

  test("is at once where no time is given", () => {
    expect(() => passed().beforeSending()).toThrow(DeadlinePassed);
  });
});
