import { describe, expect, test } from "vitest";
import { InvalidRequest } from "../../../src/domain/failures.ts";
import { parseDecision } from "../../../src/domain/decide.ts";
import { normaliseEmail } from "../../../src/domain/address.ts";
import { parseRequest, requestJson } from "../../../src/domain/request.ts";

const ada = { user_id: "u-ada", email: "ada@example.com", name: "Ada Lovelace" };

const TAGS = "\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}";
const KEPT_NAMES = [
  "'t Hooft",
  "Gogol'",
  "‘Iolani",
  'Ada Lovelace "Countess"',
  `Gwen \u{1F3F4}${TAGS}`,
  "\u182A\u180E\u1820",
];

describe("a request", () => {
  test("is trimmed, its white space folded, and what it does not need is dropped", () => {
    const padded = { ...ada, email: " Ada@Example.com ", name: "  Ada \n Lovelace ", admin: true };
    expect(parseRequest(padded)).toEqual({ userId: "u-ada", email: "Ada@Example.com", name: "Ada Lovelace" });
  });

  test.each([
    "علی\u200Cرضا",
    "\u{1F469}\u200D\u{1F4BB} Ada",
    "Zoë 李",
    "葛\u{E0100}城 ❤\uFE0F",
    "St. John",
    ...KEPT_NAMES,
  ])("takes %s for a name", (name) => {
    expect(parseRequest({ ...ada, name })).toMatchObject({ name });
  });

  test("is written as it is read, without what is absent", () => {
    const whole = { ...ada, requested_by: "U0REQUESTER", note: "Starts on Monday", locale: "ja" };
    expect(JSON.parse(requestJson(parseRequest(whole)))).toEqual(whole);
    expect(JSON.parse(requestJson(parseRequest(ada)))).toEqual(ada);
  });

  test("keeps who asked", () => {
    expect(parseRequest({ ...ada, requested_by: "U0REQUESTER" })).toMatchObject({ requestedBy: "U0REQUESTER" });
  });

  test("takes null for absent where a field is optional", () => {
    expect(parseRequest({ ...ada, note: null, requested_by: null, locale: null })).toEqual(parseRequest(ada));
  });

  test("keeps a note with its lines, and none that is empty", () => {
    const note = "  Starts on Monday.\r\n\tDesk 4, 👩‍💻. ";
    expect(parseRequest({ ...ada, note })).toMatchObject({ note: "Starts on Monday.\n Desk 4, 👩‍💻." });
    expect(parseRequest({ ...ada, note: "one\rtwo\r\nthree\n\rfour" }).note).toBe("one\ntwo\nthree\n\nfour");
    expect(parseRequest({ ...ada, note: " \n " }).note).toBeUndefined();
    expect(parseRequest({ ...ada, note: ` ${"x".repeat(500)} ` }).note).toHaveLength(500);
  });

  test.each([
    ["ja", "ja"],
    [" de-at ", "de-AT"],
    ["tlh", "tlh"],
    ["", undefined],
  ])("takes %j for a language, as %s", (locale, kept) => {
    expect(parseRequest({ ...ada, locale }).locale).toBe(kept);
  });

  test.each([
    [{ ...ada, locale: "ja_JP" }, "The locale is not a language tag like ja or de-AT"],
    [{ ...ada, locale: "Japanese, please" }, "The locale is not a language tag like ja or de-AT"],
    [
      { ...ada, locale: `de-${"x".repeat(8)}-${"y".repeat(8)}-${"z".repeat(8)}-1234567` },
      "The locale is not a language tag",
    ],
    [{ ...ada, locale: 7 }, "The locale is not text"],
    [{ ...ada, user_id: "" }, "The user_id must have 1 to 128"],
    [{ ...ada, user_id: "ada@example.com" }, "The user_id must have 1 to 128"],
    [{ ...ada, user_id: "email#ada" }, "The user_id must have 1 to 128"],
    [{ ...ada, user_id: "x".repeat(129) }, "The user_id must have 1 to 128"],
    [{ ...ada, user_id: 1042 }, "The user_id is not text"],
    [{ ...ada, user_id: null }, "The user_id is missing"],
    [{ ...ada, email: ["ada@example.com"] }, "The email is not text"],
    [{ ...ada, name: true }, "The name is not text"],
    [{ ...ada, email: "ada" }, "The email is not an email address"],
    [{ ...ada, email: "ada@example.com\r\nBcc: all@example.com" }, "The email is not an email address"],
    [{ ...ada, email: `${"a".repeat(250)}@example.com` }, "The email is longer than 254"],
    [{ ...ada, name: " \t " }, "The name is empty"],
    [{ ...ada, name: "x".repeat(101) }, "The name is longer than 100"],
    [{ ...ada, name: "Ada\u0000Lovelace" }, "The name contains an invisible control character"],
    [{ ...ada, name: "Ada \u202Eecalevol" }, "The name contains an invisible control character"],
    [{ ...ada, name: "Ada \u3164 Lovelace" }, "The name contains an invisible control character"],
    [{ ...ada, name: "Ada \ud83d Lovelace" }, "The name contains an invisible control character"],
    [{ ...ada, name: `Gwen ${TAGS}` }, "The name contains an invisible control character"],
    [{ ...ada, name: `Gwen \u{1F3F4}\u{E0061}\u{E007F}` }, "The name contains an invisible control character"],
    [{ ...ada, name: `Gwen \u{1F3F4}${TAGS}${TAGS}` }, "The name contains an invisible control character"],
    [{ ...ada, name: "Ada\u180ELovelace" }, "The name contains an invisible control character"],
    [{ ...ada, name: "\u182A\u180E" }, "The name contains an invisible control character"],
    [{ ...ada, name: "\u200D" }, "The name holds no letter"],
    [{ ...ada, name: "\u2800 ·" }, "The name holds no letter"],
    [{ ...ada, name: "Win at https://example.com" }, "The name contains a web address"],
    [{ ...ada, name: "Www.example.com" }, "The name contains a web address"],
    [{ ...ada, requested_by: 4477009001 }, "The requested_by is not text"],
    [{ ...ada, requested_by: "ada" }, "The requested_by is not a Slack user ID"],
    [{ ...ada, requested_by: "@U0REQUESTER" }, "The requested_by is not a Slack user ID"],
    [{ ...ada, requested_by: "U0REQUESTER|ada" }, "The requested_by is not a Slack user ID"],
    [{ ...ada, note: "x".repeat(501) }, "The note is longer than 500"],
    [{ ...ada, note: "Desk\u00004" }, "The note contains an invisible control character"],
    [{ ...ada, note: "Desk 4\nRoom \u202E5" }, "The note contains an invisible control character"],
    [{ ...ada, note: "Desk \u202E4" }, "The note contains an invisible control character"],
    [{ ...ada, note: "Desk \udc004" }, "The note contains an invisible control character"],
    [{ ...ada, note: 4 }, "The note is not text"],
    [null, "The input must be a JSON object"],
    ["text", "The input must be a JSON object"],
  ])("%j is refused: %s", (input, why) => {
    expect(() => parseRequest(input)).toThrow(InvalidRequest);
    expect(() => parseRequest(input)).toThrow(why);
  });

  test("with several faults names them all, and none of the values", () => {
    const message =
      "Nothing was started. The user_id is missing. The email is not an email address; write it like ada@example.com. " +
      "The name is empty; write the person's full name.";
    expect(() => parseRequest({ email: "top-secret", name: "" })).toThrow(expect.objectContaining({ message }));
  });
});

describe("a decision", () => {
  const decision = { outcome: "verified", source: "slack", by: "U0ADMIN", at: "2026-11-24T09:00:00.000Z" };

  test("is read as the callback carries it", () => {
    expect(parseDecision(JSON.stringify(decision))).toEqual(decision);
  });

  test.each([undefined, "", "{}", "verified", '"verified"', JSON.stringify({ ...decision, outcome: "maybe" })])(
    "%j is none",
    (json) => {
      expect(parseDecision(json)).toBeUndefined();
    },
  );
});

test("two spellings of one mailbox are one address", () => {
  expect(normaliseEmail(" Ada@Example.COM ")).toBe(normaliseEmail("ada@example.com"));
  expect(normaliseEmail("X@Müller.example")).toBe("x@xn--mller-kva.example");
  expect(normaliseEmail(" No Address ")).toBe("no address");
  expect(normaliseEmail("x@XN--MLLER-KVA.example.")).toBe("x@xn--mller-kva.example");
});
