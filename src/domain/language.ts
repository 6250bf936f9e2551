import * as v from "valibot";

/** The languages that emails and the page are written in. */
export const LANGUAGES = ["en", "ja", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "English", ja: "日本語", de: "Deutsch" };

/** The language for users whose own is not known, and the time zone of the times that users read. */
export interface Reading {
  language: Language;
  /** An IANA name, such as Asia/Tokyo. */
  timeZone: string;
}

// https://www.rfc-editor.org/rfc/rfc5646#section-4.4.1
const LONGEST_TAG = 35;
const NO_TAG = "is not a language tag like ja or de-AT";

/**
 * Reads a BCP 47 language tag in its canonical spelling: of any language, since an unknown one only means the deployment's. A fault
 * follows the field's name.
 */
export const Locale = v.pipe(
  v.string("is not text"),
  v.trim(),
  v.check((tag) => tag.length <= LONGEST_TAG && (tag === "" || canonical(tag) !== undefined), NO_TAG),
  v.transform((tag) => canonical(tag) ?? ""),
);

/** The settings for reading; Intl has to know the time zone. A fault follows the setting's name. */
export const READING = {
  language: v.optional(v.picklist(LANGUAGES, `is not one of ${LANGUAGES.join(", ")}`), "en"),
  timeZone: v.optional(
    v.pipe(v.string("is not text"), v.check(isTimeZone, "is not a time zone like Asia/Tokyo or UTC")),
    "UTC",
  ),
} satisfies Record<keyof Reading, v.GenericSchema>;

/** One of the languages, and the reader's tag, whose region says how dates are written. */
export interface Tongue {
  language: Language;
  tag: string;
}

/** The first of these BCP 47 tags that asks for one of the languages, in any region, without extensions; undefined if none does. */
export function tongueIn(tags: readonly (string | undefined)[]): Tongue | undefined {
  for (const tag of tags) {
    const locale = tag === undefined ? undefined : canonical(tag);
    const known = locale && new Intl.Locale(locale);
    const language = known && LANGUAGES.find((each) => each === known.language);
    if (known && language) {
      return { language, tag: known.baseName };
    }
  }
  return undefined;
}

// No language has a longer subtag, so "Japanese" is a mistake, though a well-formed one.
// https://www.rfc-editor.org/rfc/rfc5646#section-2.2.1
const SHORT_LANGUAGE = /^[a-z]{2,3}(?:-|$)/iu;

function canonical(tag: string): string | undefined {
  if (!SHORT_LANGUAGE.test(tag)) {
    return undefined;
  }
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

function isTimeZone(timeZone: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
