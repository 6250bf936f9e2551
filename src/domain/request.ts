import * as v from "valibot";
import { toAddress } from "./address.ts";
import { InvalidRequest } from "./failures.ts";
import { Locale } from "./language.ts";
import { SLACK_USER_ID } from "./people.ts";
import { type OnboardingRequest, wireName } from "./user.ts";

// No "@" and no "#": an address must not become a user ID, because user IDs are logged, and "#" marks our own table keys.
const USER_ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$/u;

const NOTHING_STARTED = "Nothing was started. ";

/** Text; nothing is reported as missing, anything else as a wrong type. Each fault follows the field's name. */
const Text = v.string(({ input }: v.StringIssue) =>
  input === null || input === undefined ? "is missing" : "is not text",
);

const UserId = v.pipe(
  Text,
  v.regex(USER_ID, "must have 1 to 128 letters, digits or _ . : - and begin with a letter or digit"),
);

const Email = v.pipe(Text, toAddress());

/** A person's name on one line, 1 to 100 characters, white space collapsed. */
const Name = v.pipe(
  Text,
  v.transform((name) => name.trim().replace(/\s+/gu, " ")),
  v.nonEmpty("is empty; write the person's full name"),
  v.maxLength(100, "is longer than 100 characters"),
  v.check((name) => !hidesSomething(name), "contains an invisible control character; type it again by hand"),
  v.check((name) => name === "" || hasLetter(name), "holds no letter; write the person's full name"),
  v.check((name) => !hasWebAddress(name), "contains a web address; write only the name"),
);

/** What the approvers should know, trimmed, lines kept; at most 500 characters. */
const Note = v.pipe(
  Text,
  v.transform((note) => note.replace(/\r\n?/gu, "\n").replaceAll("\t", " ").trim()),
  v.maxLength(500, "is longer than 500 characters"),
  v.check(
    (note) => !note.split("\n").some(hidesSomething),
    "contains an invisible control character; type it again by hand",
  ),
);

const RequestedBy = v.pipe(Text, v.regex(SLACK_USER_ID, "is not a Slack user ID like U012AB3CD"));

/** A field that can be left out: null, and a text that ends up empty, count as absent. */
const optional = (schema: v.GenericSchema<string, string>) =>
  v.pipe(
    v.nullish(schema),
    v.transform((text) => text || undefined),
  );

/** The only list of a request's fields, each with its rule. Faults are reported in this order. */
const Request = v.object({
  userId: UserId,
  email: Email,
  name: Name,
  requestedBy: optional(RequestedBy),
  note: optional(Note),
  locale: optional(Locale),
} satisfies Record<keyof OnboardingRequest, v.GenericSchema>);

/** Each field, and its name in JSON. */
const FIELDS = v.keyof(Request).options.map((field) => [field, wireName(field)] as const);

/** Checks an onboarding's input in JSON. Throws as requestOf does. */
export function parseRequest(input: unknown): OnboardingRequest {
  if (typeof input !== "object" || input === null) {
    throw new InvalidRequest(`${NOTHING_STARTED}The input must be a JSON object with user_id, email and name.`);
  }
  const given: Record<string, unknown> = { ...input };
  return checked(Request, Object.fromEntries(FIELDS.map(([field, name]) => [field, given[name]])), NOTHING_STARTED);
}

/** Checks every field that a person typed. Throws InvalidRequest naming every fault at once, without quoting values. */
export function requestOf(typed: Record<keyof OnboardingRequest, string | undefined>): OnboardingRequest {
  return checked(Request, typed, NOTHING_STARTED);
}

/** A request in JSON, as parseRequest reads it. */
export function requestJson(request: OnboardingRequest): string {
  return JSON.stringify(Object.fromEntries(FIELDS.map(([field, name]) => [name, request[field]])));
}

/** Reads only an address, as readAddress does. Throws InvalidRequest saying what is wrong with it. */
export function parseEmail(input: string): string {
  return checked(v.object({ email: Email }), { email: input }).email;
}

function checked<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  before?: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, input);
  if (!parsed.success) {
    const faults = parsed.issues.map((issue) => [wireName(v.getDotPath(issue) ?? ""), issue.message] as const);
    throw InvalidRequest.of(faults, before);
  }
  return parsed.output;
}

// Characters that reverse text, are invisible, or are half a character, which no service accepts.
const UNSEEN = /\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}/u;
// These join and vary emoji and the letters of several scripts.
const JOINERS = /\u200C|\u200D|\p{Variation_Selector}/gu;
// Flags of England, Scotland and Wales; any other tag characters hide text. https://www.unicode.org/reports/tr51/#def_emoji_tag_sequence
const TAGGED_FLAGS = /\p{RGI_Emoji_Tag_Sequence}/gv;
// The Mongolian vowel separator parts a word's stem from its last vowel.
const VOWEL_SEPARATOR = /(?<=[\p{L}&&\p{scx=Mongolian}])\u180E(?=[\p{L}&&\p{scx=Mongolian}])/gv;

/** Whether a text holds invisible characters, except those that belong to letters and emoji. */
export function hidesSomething(text: string): boolean {
  return UNSEEN.test(text.replace(JOINERS, "").replace(TAGGED_FLAGS, "").replace(VOWEL_SEPARATOR, ""));
}

/** Whether a text holds a letter or a digit, in any script. */
export function hasLetter(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Whether a text holds something that most mail programs turn into a link. */
export function hasWebAddress(text: string): boolean {
  return /:\/\/|www\./iu.test(text);
}
