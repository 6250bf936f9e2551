import { expect, test } from "vitest";
import { timestamps } from "../../src/state/timestamps.ts";

test("a ts is the time in seconds with six digits, and no two are the same even when the clock stands still or goes back", () => {
  let time = Date.parse("2026-11-24T09:00:00.5Z");
  const next = timestamps(() => new Date(time));
  expect([next(), next()]).toEqual(["1795510800.500000", "1795510800.500001"]);
  time -= 1000;
  expect(next()).toBe("1795510800.500002");
  time += 2000;
  expect(next()).toBe("1795510801.500000");
});
