import { expect, test } from "vitest";
import { rateLimit } from "../../src/state/rate-limit.ts";

test("after a small burst a channel takes one message a second, another channel its own", () => {
  let time = 0;
  const limit = rateLimit(() => new Date(time), 2);
  limit.enforce(true);
  expect([limit.count("C1"), limit.count("C1")]).toEqual([undefined, undefined]);
  expect(limit.count("C1")).toEqual({ retryAfterSeconds: 1 });
  expect(limit.count("C2")).toBeUndefined();
  time += 1000;
  expect(limit.count("C1")).toBeUndefined();
  expect(limit.count("C1")).toEqual({ retryAfterSeconds: 1 });
});

test("without being switched on it lets everything through", () => {
  const limit = rateLimit(() => new Date(0), 1);
  expect([1, 2, 3].map(() => limit.count("C1"))).toEqual([undefined, undefined, undefined]);
});
