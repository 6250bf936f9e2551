import fc from "fast-check";
import { expect, test } from "vitest";
import { untilWhen } from "../../src/email/until-when.ts";
import { wordsFor } from "../../src/messages/words.ts";
import { holds } from "../../testkit/property.ts";

const END = "2026-11-25T14:05:59.000Z";
const before = (seconds: number) => new Date(Date.parse(END) - seconds * 1000);
const WORDS = wordsFor([], { language: "en", timeZone: "UTC" });
const HOUR = 3_600;
const UNIT_SECONDS = { second: 1, minute: 60, hour: HOUR, day: 24 * HOUR };

test.each([
  [1, "at once"],
  [59, "at once"],
  [60, "within a minute"],
  [119, "within a minute"],
  [120, "within 2 minutes"],
  [10 * 60, "within 10 minutes"],
  [HOUR, "within 60 minutes"],
  [100 * 60, "within 100 minutes"],
  [2 * HOUR, "within 2 hours"],
  [24 * HOUR - 61, "within 23 hours"],
  [24 * HOUR - 60, "within 24 hours"],
  [24 * HOUR, "within 24 hours"],
  [48 * HOUR - 61, "within 47 hours"],
  [48 * HOUR - 1, "within 2 days"],
  [7 * 24 * HOUR, "within 7 days"],
])("%i seconds before its end a window is open %s", (seconds, words) => {
  expect(untilWhen(WORDS, END, before(seconds))).toBe(
    `Please use the link ${words} (until 25 November 2026 at 14:05 UTC).`,
  );
});

test("no more time is promised than is left, but for a minute of hours and days", () =>
  holds(fc.integer({ min: 1, max: 100 * 24 * HOUR * 1_000 }), (milliseconds) => {
    const words = untilWhen(WORDS, END, new Date(Date.parse(END) - milliseconds));
    const [, count = "0", unit = "second"] = /within (a|\d+) (minute|hour|day)/u.exec(words) ?? [];
    const promised = Number(count.replace("a", "1")) * UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS];
    const most = promised < 2 * HOUR ? milliseconds : milliseconds + 60_000;
    expect(promised * 1_000).toBeLessThanOrEqual(most);
  }));

test.each([0, -1, -100_000])("%i seconds before its end nothing is left to count", (seconds) => {
  expect(untilWhen(WORDS, END, before(seconds))).toBe("Please use the link until 25 November 2026 at 14:05 UTC.");
});
