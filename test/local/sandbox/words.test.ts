import { expect, test } from "vitest";
import { duration, pretty, share } from "../../../local/sandbox/page/words.ts";

test.each([
  [0, "0 ms"],
  [999.4, "999 ms"],
  [1000, "1.0 s"],
  [9949, "9.9 s"],
  [59_400, "59 s"],
  [59_900, "1 min"],
  [61_000, "1 min 1 s"],
  [3_599_000, "59 min 59 s"],
  [3_600_000, "1 h"],
  [86_396_000, "1 day"],
  [90_000_000, "1 day 1 h"],
  [172_800_000, "2 days"],
])("%d ms is %s", (milliseconds, words) => {
  expect(duration(milliseconds)).toBe(words);
});

test("a share is never rounded up to all", () => {
  expect([share(2, 3), share(99_999, 100_000), share(0, 0)]).toEqual(["66 %", "99.99 %", "0 %"]);
});

test("JSON is spread out, and anything else left as it is", () => {
  expect([pretty('{"a":1}'), pretty("plain")]).toEqual(['{\n  "a": 1\n}', "plain"]);
});
