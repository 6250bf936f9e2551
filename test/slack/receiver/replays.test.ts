import { expect, test } from "vitest";
import { replays } from "../../../src/slack/request.ts";

test("a signature is remembered for ten minutes, longer than any clock would let it pass, and not for ever", () => {
  const seen = replays();
  expect(seen.isFirst("one", 0)).toBe(true);
  expect(seen.isFirst("other", 1)).toBe(true);
  expect(seen.isFirst("one", 599_999)).toBe(false);
  expect(seen.isFirst("one", 600_000)).toBe(true);
  expect(seen.isFirst("other", 600_000)).toBe(false);
});

test("a forgotten signature comes for the first time again", () => {
  const seen = replays();
  seen.isFirst("one", 0);
  seen.forget("one");
  expect(seen.isFirst("one", 1)).toBe(true);
});
