import { expect, test } from "vitest";
import { kept } from "../../src/domain/deadline.ts";
import { failureOf } from "../../testkit/aws/aws-api.ts";

/** A question that is answered 1, 2, 3 … and fails while `isDown`; time passes by `pass`. */
function asked(keeping: { milliseconds?: number; outlives?: boolean }) {
  let time = 0;
  const it = { count: 0, isDown: false, pass: (milliseconds: number) => void (time += milliseconds) };
  const ask = async () => {
    it.count += 1;
    if (it.isDown) {
      throw new Error("down");
    }
    return it.count;
  };
  return Object.assign(it, { get: kept(ask, { now: () => new Date(time), ...keeping }) });
}

test("an answer is shared by all who ask at once, and kept for its time", async () => {
  const it = asked({ milliseconds: 1_000 });
  expect(await Promise.all([it.get(), it.get()])).toEqual([1, 1]);
  it.pass(999);
  expect(await it.get()).toBe(1);
  it.pass(1);
  expect(await it.get()).toBe(2);
});

test("without a time it is kept for good, until it is asked for anew", async () => {
  const it = asked({});
  await it.get();
  it.pass(1e9);
  expect([await it.get(), await it.get.refresh(), await it.get()]).toEqual([1, 2, 2]);
});

test("a failure is thrown and not kept", async () => {
  const it = asked({ milliseconds: 1_000 });
  it.isDown = true;
  expect((await failureOf(it.get())).message).toBe("down");
  it.isDown = false;
  expect(await it.get()).toBe(2);
});

test("an answer whose time is over is no answer while nobody can be asked", async () => {
  const it = asked({ milliseconds: 1_000 });
  await it.get();
  it.pass(1_000);
  it.isDown = true;
  expect((await failureOf(it.get())).message).toBe("down");
});

test("one that outlives its time serves then, and is asked for once in that time", async () => {
  const it = asked({ milliseconds: 1_000, outlives: true });
  await it.get();
  it.pass(1_000);
  it.isDown = true;
  expect([await it.get(), await it.get(), it.count]).toEqual([1, 1, 2]);
  it.pass(1_000);
  it.isDown = false;
  expect(await it.get()).toBe(3);
  expect(await it.get()).toBe(3);
});

test("a refresh that fails leaves the former answer", async () => {
  const it = asked({ outlives: true });
  await it.get();
  it.isDown = true;
  await failureOf(it.get.refresh());
  expect(await it.get()).toBe(1);
});
