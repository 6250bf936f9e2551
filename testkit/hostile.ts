import fc from "fast-check";
import { DecisionRecord, USER_STATUSES, type User } from "../src/domain/user.ts";
import { pendingUser } from "./fakes.ts";

/** What people with bad intentions write, piece by piece: markup, mentions, headers, what turns text around, halves. */
const PIECES = [
  ..."<>&\"'`*_~|\\/:;,@#%=?+-(){}[]\n\r\t\0\v\u00A0".split(""),
  "<!channel>",
  "<!here|x>",
  "<@U0ADMIN>",
  "<#C0APPROVALS>",
  "<!subteam^S0ADMINS>",
  "<https://evil.example|Verify>",
  "<mailto:a@b.co|a@b.co>",
  "&lt;!channel&gt;",
  "&amp;lt;",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</title></style></textarea>",
  "<!--",
  "]]>",
  "javascript:alert(1)",
  "\r\nBcc: everyone@example.com",
  "\nSubject: x\n\n<p>",
  "=?UTF-8?B?PGI+?=",
  "\u202E",
  "\u2066",
  "\u2028",
  "\u200B",
  "\u200D",
  "\uFEFF",
  "\u3164",
  "\uD83D",
  "\uDC69",
  "👩‍💻",
  "Zoë",
  "李",
  "İ",
  "${x}",
  "{{x}}",
  "%0d%0a",
  "__proto__",
  "constructor",
  "x".repeat(600),
];

/** Any code point. fast-check's own, in webPath() too, first makes a map of all 1.1 million, for a second in each process. */
export const anyCharacter = fc.integer({ min: 0, max: 0x10_ff_ff }).map((point) => String.fromCodePoint(point));

/** Text that tries to be more than text; often short, at times very long. */
export const hostileText = fc
  .array(
    fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: anyCharacter, maxLength: 8 }), fc.string({ maxLength: 20 })),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(""));

/** The same without what the parsers look for in a name, so that most of it is accepted. */
export const hostileName = fc
  .oneof(hostileText, fc.string({ unit: "grapheme", maxLength: 150, size: "max" }))
  .map((text) => text.replace(/\p{C}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}|:\/\/|www\./giu, ""));

/** An address that passes for one in most of its parts. */
export const hostileEmail = fc.oneof(
  fc.tuple(hostileText, hostileText).map(([local, domain]) => `${local}@${domain}`),
  hostileText.map((text) => `ada@example.com${text}`),
  hostileText.map((text) => `${text}ada@example.com`),
  fc.emailAddress(),
);

/** A profile whose every text is hostile, also where the parsers would have refused it. */
export const hostileUser: fc.Arbitrary<User> = fc
  .record({
    name: hostileText,
    email: hostileEmail,
    note: fc.option(hostileText, { nil: undefined }),
    requestedBy: fc.option(hostileText, { nil: undefined }),
    status: fc.constantFrom(...USER_STATUSES),
    decision: fc.record({
      outcome: fc.constantFrom(...DecisionRecord.entries.outcome.options),
      source: fc.constantFrom("email", "slack"),
      by: fc.option(hostileText, { nil: undefined }),
      comment: fc.option(hostileText, { nil: undefined }),
      at: fc.constant("2026-11-24T09:00:00.000Z"),
    }),
    failure: fc.record({ name: hostileText, message: hostileText }),
  })
  .map((overrides) => pendingUser(overrides));

/** The same profile with harmless texts in place of its own, for results that must not depend on them. */
export function harmless(user: User): User {
  const calm = (text: string | undefined, instead: string) => (text === undefined ? undefined : instead);
  const someone = (id: string | undefined) => (/^[UW][A-Z0-9]+$/u.test(id ?? "") ? id : calm(id, "someone"));
  const { decision, failure } = user;
  return {
    ...user,
    name: "Ada Lovelace",
    email: "ada@example.com",
    note: calm(user.note, "A note."),
    requestedBy: someone(user.requestedBy),
    decision: decision && { ...decision, by: someone(decision.by), comment: calm(decision.comment, "Left.") },
    failure: failure && { name: "OnboardingUndeliverable", message: "Nobody could be told." },
  };
}
