import { expect, test } from "vitest";
import { tongueIn } from "../../src/domain/language.ts";

test.each([
  ["en", "en"],
  ["ja-JP", "ja"],
  ["DE-at", "de"],
  ["de-Latn-CH-1996", "de"],
  ["den", undefined],
  ["fr-CA", undefined],
  ["*", undefined],
  ["ja_JP", undefined],
  ["", undefined],
  [undefined, undefined],
])("%s asks for %s", (tag, language) => {
  expect(tongueIn([tag])?.language).toBe(language);
});

test("the first language of ours counts, with its region and without extensions", () => {
  expect(tongueIn([undefined, "fr-CA", "x", "de-at-u-ca-hebrew", "ja"])).toEqual({ language: "de", tag: "de-AT" });
  expect(tongueIn([])).toBeUndefined();
});
