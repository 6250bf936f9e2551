import { html } from "hono/html";
import { IntlMessageFormat } from "intl-messageformat";
import { type Language, type Reading, tongueIn } from "../domain/language.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { ja } from "./ja.ts";
import type { Arguments, Key, PlainKey } from "./messages.ts";

/** A piece of escaped HTML. */
export type Markup = ReturnType<typeof html>;

const MESSAGES: Readonly<Record<Language, Readonly<Record<Key, string>>>> = { en, ja, de };

/** How dates are written to those whose region is not known. */
const USUAL_TAGS: Readonly<Record<Language, string>> = { en: "en-GB", ja: "ja-JP", de: "de-DE" };

// With the zone's name, since nobody here knows the reader's zone.
const MOMENT = {
  year: "numeric",
  month: "long",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
  timeZoneName: "short",
} as const;

/** What is said to one reader, in their language. */
export interface Words {
  language: Language;
  /** A message as plain text. */
  text: Say<string, string>;
  /** A message as HTML: names and addresses escaped and isolated, markup as it is. */
  html: Say<string | Markup, Markup>;
}

interface Say<Text, Said> {
  (key: PlainKey): Said;
  <Message extends Key>(key: Message, args: Arguments<Message, Text>): Said;
}

/** What a message may be handed as text, and as HTML besides. */
type Plain = string | number | boolean | Date;

/** The words for someone who asks for these BCP 47 tags, the best first; where none is ours, for this deployment's readers. */
export function wordsFor(tags: readonly (string | undefined)[], { language: usual, timeZone }: Reading): Words {
  const { language, tag } = tongueIn(tags) ?? { language: usual, tag: usual };
  const locale = tag === language ? USUAL_TAGS[language] : tag;
  const formats = { date: { moment: { ...MOMENT, timeZone } } };
  const message = (key: Key) => new IntlMessageFormat(MESSAGES[language][key], locale, formats);
  return {
    language,
    text: (key: Key, args: Record<string, Plain> = {}) =>
      [message(key).format<string>(changed(args, isolated))].flat().join(""),
    html: (key: Key, args: Record<string, Plain | Markup> = {}) =>
      html`${[message(key).format<Markup>(changed(args, marked))].flat()}`,
  };
}

/** The arguments with something done to each text. */
function changed<Value, Changed>(args: Record<string, Value>, change: (text: string) => Changed) {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, typeof value === "string" ? change(value) : value] as const),
  );
}

const marked = (text: string) => html`<bdi>${text}</bdi>`;

// The scripts that are written from right to left: what the Unicode character database lists as R and AL.
// https://www.unicode.org/Public/UCD/latest/ucd/extracted/DerivedBidiClass.txt
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** A text that would turn the words around it, isolated from them. https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates */
function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** What messages take that may name the organisation. */
export function named(organisation: string | undefined): { hasOrganisation: boolean; organisation: string } {
  return { hasOrganisation: organisation !== undefined, organisation: organisation ?? "" };
}
