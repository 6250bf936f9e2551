import { expect, test } from "vitest";
import { untilWhen } from "../../../src/adapters/mail/until-when.ts";

const END = "2026-11-25T14:05:59.000Z";
const before = (seconds: number) => new Date(Date.parse(END) - seconds * 1000);
const HOUR = 3_600;

test.each([
  [1, "a minute"],
  [89, "a minute"],
  [90, "2 minutes"],
  [10 * 60, "10 minutes"],
  [HOUR, "60 minutes"],
  [2 * HOUR, "2 hours"],
  [24 * HOUR - 2, "24 hours"],
  [24 * HOUR, "24 hours"],
  [35 * HOUR, "35 hours"],
  [48 * HOUR, "2 days"],
  [7 * 24 * HOUR, "7 days"],
])("%i seconds before its end a window is open %s", (seconds, words) => {
  expect(untilWhen(END, before(seconds))).toBe(`within ${words} (until 25 November 2026, 14:05 UTC)`);
});

test.each([0, -1, -100_000])("%i seconds before its end nothing is left to count", (seconds) => {
  expect(untilWhen(END, before(seconds))).toBe("until 25 November 2026, 14:05 UTC");
});
