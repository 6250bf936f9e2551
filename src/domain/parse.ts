import * as v from "valibot";
import { readAddress, toAddress } from "./address.ts";
import { InvalidRequest } from "./failures.ts";
import { faults, faultsByField } from "./faults.ts";
import { hasLetter, hasWebAddress, hidesSomething } from "./text.ts";
import type { Decision, OnboardingRequest } from "./user.ts";

// No "@" and no "#": an address must not become a user ID, for user IDs are logged, and "#" marks our own table keys.
const USER_ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$/u;
const SLACK_USER_ID = /^[UW][A-Z0-9]{2,20}$/u;

const NO_SLACK_USER = "requested_by: is not a Slack user ID like U012AB3CD";

const missing = (field: string) => `${field}: is missing`;

/** Text, reported as missing where it is null, and as a wrong type where it is anything else. */
const text = (field: string) =>
  v.string(({ input }: v.StringIssue) => (input === null ? missing(field) : `${field}: is not text`));

const UserId = v.pipe(
  text("user_id"),
  v.regex(USER_ID, "user_id: use 1 to 128 letters, digits or _ . : - and begin with a letter or digit"),
);

const Email = v.pipe(text("email"), toAddress("email: "));

/** A person's name on one line, 1 to 100 characters, white space folded. */
const Name = v.pipe(
  text("name"),
  v.transform((name) => name.trim().replace(/\s+/gu, " ")),
  v.nonEmpty("name: is empty, write the person's full name"),
  v.maxLength(100, "name: is longer than 100 characters"),
  v.check((name) => !hidesSomething(name), "name: contains an invisible control character, type it again by hand"),
  v.check((name) => name === "" || hasLetter(name), "name: holds no letter, write the person's full name"),
  v.check((name) => !hasWebAddress(name), "name: contains a web address, write the name alone"),
);

const LONGEST_NOTE = 500;

/** What the approvers should know, trimmed, lines kept; at most 500 characters. */
const Note = v.pipe(
  text("note"),
  v.transform((note) => note.replace(/\r\n?/gu, "\n").replaceAll("\t", " ").trim()),
  v.maxLength(LONGEST_NOTE, `note: is longer than ${LONGEST_NOTE} characters`),
  v.check(
    (note) => !note.split("\n").some(hidesSomething),
    "note: contains an invisible control character, type it again by hand",
  ),
);

const Request = v.object(
  {
    user_id: UserId,
    email: Email,
    name: Name,
    requested_by: v.nullish(v.pipe(text("requested_by"), v.regex(SLACK_USER_ID, NO_SLACK_USER))),
    note: v.nullish(Note),
  },
  ({ path }) =>
    path
      ? missing(String(path[0].key))
      : "the input must be a JSON object {user_id, email, name, requested_by?, note?}",
);

/** Checks an onboarding's input. Throws InvalidRequest naming every fault at once; repeats none of the values. */
export function parseRequest(input: unknown): OnboardingRequest {
  const parsed = v.safeParse(Request, input);
  if (!parsed.success) {
    throw new InvalidRequest(`Nothing was started. ${faults(parsed.issues)}`, faultsByField(parsed.issues));
  }
  const { user_id, email, name, requested_by, note } = parsed.output;
  return {
    userId: user_id,
    email,
    name,
    ...(requested_by ? { requestedBy: requested_by } : {}),
    ...(note ? { note } : {}),
  };
}

/** Reads an address alone, as readAddress does. Throws InvalidRequest saying what is wrong with it. */
export function parseEmail(input: string): string {
  const parsed = v.safeParse(Email, input);
  if (!parsed.success) {
    throw new InvalidRequest(faults(parsed.issues), faultsByField(parsed.issues));
  }
  return parsed.output;
}

const DecisionJson = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    outcome: v.picklist(["verified", "rejected"]),
    source: v.picklist(["email", "slack"]),
    by: v.optional(v.string()),
    reason: v.optional(v.string()),
    at: v.pipe(v.string(), v.isoTimestamp()),
  }),
);

/** Reads a decision as a callback carries it, or undefined when it is none of ours. */
export function parseDecision(json: string | undefined): Decision | undefined {
  const parsed = v.safeParse(DecisionJson, json);
  return parsed.success ? parsed.output : undefined;
}

/**
 * The form in which an address is compared and locked: two spellings of one mailbox are one user, its domain in Unicode or in
 * punycode. What is no address is compared as it is written.
 */
export function normaliseEmail(email: string): string {
  const read = readAddress(email);
  return ("address" in read ? read.address : email.trim()).toLowerCase();
}
