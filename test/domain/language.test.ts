import { expect, test } from "vitest";
import { languageOf } from "../../src/domain/language.ts";

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
  expect(languageOf(tag)).toBe(language);
});
