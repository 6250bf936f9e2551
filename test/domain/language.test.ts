import * as v from "valibot";
import { expect, test } from "vitest";
import { LANGUAGE_NAMES, LANGUAGES, READING, tongueIn, Locale } from "../../src/domain/language.ts";

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

const faultsOf = (schema: v.GenericSchema, input: unknown) =>
  v.safeParse(schema, input).issues?.map(({ message }) => message);

test("a language tag is read in its canonical spelling, of any language, up to 35 characters", () => {
  const longest = "de-a2345678-b2345678-c2345678-d2345";
  expect(["ja", " DE-at ", "tlh", "", longest].map((tag) => v.parse(Locale, tag))).toEqual([
    "ja",
    "de-AT",
    "tlh",
    "",
    longest,
  ]);
  const fault = "is not a language tag like ja or de-AT";
  for (const tag of ["ja_JP", "Japanese", "d", `${longest}6`]) {
    expect([tag, faultsOf(Locale, tag)]).toEqual([tag, [fault]]);
  }
  expect(faultsOf(Locale, 7)).toEqual(["is not text"]);
});

test("a time zone is one that Intl knows, and UTC if none is set", () => {
  const { timeZone } = READING;
  expect([undefined, "Asia/Tokyo", "America/St_Johns"].map((zone) => v.parse(timeZone, zone))).toEqual([
    "UTC",
    "Asia/Tokyo",
    "America/St_Johns",
  ]);
  for (const zone of ["", "Tokyo", "Mars/Olympus"]) {
    expect(faultsOf(timeZone, zone)).toEqual(["is not a time zone like Asia/Tokyo or UTC"]);
  }
  expect(faultsOf(timeZone, 9)).toEqual(["is not text"]);
});

test("a stage's language is one of ours, and English if none is set", () => {
  expect([undefined, "de"].map((language) => v.parse(READING.language, language))).toEqual(["en", "de"]);
  expect(faultsOf(READING.language, "fr")).toEqual(["is not one of en, ja, de"]);
});

test("each language is offered by its own name", () => {
  expect(LANGUAGES.map((language) => LANGUAGE_NAMES[language])).toEqual(["English", "日本語", "Deutsch"]);
});
