import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { readAddress, toAddress, unicodeDomain } from "../../../src/domain/address.ts";
import { hostileEmail } from "../../../testkit/hostile.ts";
import { holds } from "../../../testkit/property.ts";

const TOO_LONG = "is longer than 254 characters";
const LONGEST = `${"a".repeat(64)}@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(57)}.com`;
const NOT_ONE = "is not an email address; write it like ada@example.com";

describe("an address", () => {
  test.each([
    "ada@example.com",
    "Ada.Lovelace+tag@Mail.Example.COM",
    "o'brien@example.com",
    "j&k@example.com",
    "x/y@example.com",
    "a__b@example.com",
    "_ada_@example.com",
    "-@example.com",
    "info@xn--mller-kva.example",
    "post@firma.xn--p1ai",
    "ada@foo--bar.example",
    "ada@1.example",
    `${"a".repeat(64)}@example.com`,
    LONGEST,
  ])("is kept as it was typed: %s", (typed) => {
    expect(readAddress(typed)).toEqual({ address: typed });
  });

  test.each([
    [" ada@example.com\n", "ada@example.com"],
    ["ada@example.com.", "ada@example.com"],
    ["x@müller.example", "x@xn--mller-kva.example"],
    ["x@MU\u0308LLER.example", "x@xn--mller-kva.example"],
    ["x@XN--Mller-KVA.example", "x@xn--mller-kva.example"],
    ["post@фирма.рф", "post@xn--80apmps.xn--p1ai"],
    ["post@firma.рф", "post@firma.xn--p1ai"],
    ["post@straße.example", "post@xn--strae-oqa.example"],
    ["post@例え.テスト", "post@xn--r8jz45g.xn--zckzah"],
    ["post@col·lecció.example", "post@xn--collecci-ioa91d.example"],
    ["post@مثال.إختبار", "post@xn--mgbh0fb.xn--kgbechtv"],
  ])("%j is sent to as %s", (typed, address) => {
    expect(readAddress(typed)).toEqual({ address });
  });

  test.each([
    "",
    "@",
    "ada",
    "ada@",
    "@example.com",
    "a@b",
    "a@localhost",
    "a@b@example.com",
    "ada @example.com",
    "a..b@example.com",
    ".a@example.com",
    "a.@example.com",
    "ada@example..com",
    "ada@.example.com",
    "ada@example.com..",
    "ada@-example.com",
    "ada@example-.com",
    "ada@ex_ample.com",
    "ada@example.c",
    "ada@1.2.3.4",
    "ada@example.com.1",
    "ada@0x7f.1",
    "ada@[127.0.0.1]",
    "ada@example.com, eve@example.com",
    "ada@example.com\r\nBcc: eve@example.com",
    "ada@ｅxample.com",
    "ada@\u212Arakow.example",
    "ada@mu\u017Fic.example",
    "ada@ﬁrma.example",
    "ada@İzmir.example",
    "ada@xn--a.com",
    "ada@xn--muller-xyd.example",
    "ada@xn--ls8h.la",
    "ada@💩.la",
    "ada@exam\u200Bple.com",
    "ada@exam\u00ADple.com",
    "ada@müller",
    '"ada"@example.com',
    '"adá@example.com',
    'adá"@example.com',
    "ada@ex\u0430mple\u00A0.com",
    '"ada b"@example.com',
    "ada(comment)@example.com",
    "Ada <ada@example.com>",
    "ada@ex%61mple.com",
  ])("is none in %j", (typed) => {
    expect(readAddress(typed)).toEqual({ fault: NOT_ONE });
  });

  test.each([
    ["ａda@example.com", "has a character before the @ that email systems do not take, use letters without accents"],
    [
      "\u212Aim@example.com",
      "has a character before the @ that email systems do not take, use letters without accents",
    ],
    [
      "mu\u017Fic@example.com",
      "has a character before the @ that email systems do not take, use letters without accents",
    ],
    ["аda@example.com", "has a character before the @ that email systems do not take, use letters without accents"],
    ["ada@ex\u0430mple.com", "mixes alphabets in its domain; type it again by hand"],
    ["ada@xn--exmple-4nf.com", "mixes alphabets in its domain; type it again by hand"],
    ["ada@example.c\u043Em", "mixes alphabets in its domain; type it again by hand"],
    [`${"a".repeat(65)}@example.com`, "has more than 64 characters before the @, which no email system takes"],
    [`${LONGEST}m`, TOO_LONG],
    [`ada@${"a".repeat(60)}.${"a".repeat(60)}.${"a".repeat(60)}.${"a".repeat(60)}.example`, TOO_LONG],
    [`x@${"ü".repeat(50)}.${"ü".repeat(50)}.${"ü".repeat(50)}.${"ü".repeat(50)}.${"ü".repeat(40)}.com`, TOO_LONG],
  ])("is refused with what is wrong: %s", (typed, fault) => {
    expect(readAddress(typed)).toEqual({ fault });
  });
});

describe("a label of a domain", () => {
  // "example" or the like, in each alphabet of https://www.unicode.org/reports/tr39/#Restriction_Level_Detection
  const WORDS =
    "مثال օրինակ উদাহরণ пример उदाहरण ምሳሌ მაგალითი παράδειγμα ઉદાહરણ ਉਦਾਹਰਨ דוגמה ಉದಾಹರಣೆ ឧទាហរណ៍ ຕົວຢ່າງ exämple ഉദാഹരണം " +
    "ဥပမာ ଉଦାହରଣ උදාහරණය உதாரணம் ఉదాహరణ މިސާލު ตัวอย่าง དཔེ 例子 例え テスト 例ㄅㄆ 예시 例예시";

  test.each(WORDS.split(" "))("may be in one alphabet: %s", (word) => {
    expect(readAddress(`x@${word}.example`)).toEqual({ address: expect.stringMatching(/^x@xn--[a-z\d-]+\.example$/u) });
  });

  test.each(["exаmple", "пrимeр", "αβγabc", "テストпример", "ㄅㄆテスト", "예시テスト", "ตัวอย่างabc", "दabc", "Sрещ"])(
    "may not mix alphabets that no language mixes: %s",
    (word) => {
      expect(readAddress(`x@${word}.example`)).toEqual({
        fault: "mixes alphabets in its domain; type it again by hand",
      });
    },
  );
});

describe("an oracle that is not ours", () => {
  // Which of these a mailbox can have, as is_email's published test set says. https://github.com/dominicsayers/isemail/blob/master/test/tests.xml
  test.each([
    ["test@iana.org", true],
    ["test.test@iana.org", true],
    ["!#$%&`*+/=?^`{|}~@iana.org", true],
    ["123@iana.org", true],
    ["test@123.com", true],
    ["abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghiklm@iana.org", true],
    ["abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghiklmn@iana.org", false],
    ["test@mason-dixon.com", true],
    ["test@c--n.com", true],
    ["test@-iana.org", false],
    ["test@iana-.com", false],
    ["test@.iana.org", false],
    ["test@org", false],
    ["test@iana..com", false],
    [".test@iana.org", false],
    ["test..iana.org", false],
    ["test_exa-mple.com", false],
    ["test\\@test@iana.org", false],
    ["test@a[255.255.255.255]", false],
    ["test@[255.255.255.255]", false],
    ["test@iana.org\n\n ", true],
    ["test@iana/icann.org", false],
    ["test@iana!icann.org", false],
    ["(comment)test@iana.org", false],
    ["xn--test@iana.org", true],
  ])("says of %j: %s", (typed, isOne) => {
    expect("address" in readAddress(typed)).toBe(isOne);
  });

  test("takes all that HTML's email input takes", () =>
    holds(fc.oneof(hostileEmail, fc.emailAddress()), (typed) => {
      const read = readAddress(typed);
      // https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address
      expect("fault" in read || v.is(v.pipe(v.string(), v.rfcEmail()), read.address)).toBe(true);
    }));

  test("is taken where it writes an address by the RFC", () =>
    holds(fc.emailAddress(), (typed) => {
      expect(readAddress(typed)).toEqual({ address: typed });
    }));

  test("is taken where it writes a host name that the URL standard takes", () =>
    holds(fc.domain(), (domain) => {
      expect(readAddress(`ada@${domain}`)).toEqual({ address: `ada@${new URL(`https://${domain}`).hostname}` });
    }));
});

test("what comes back is read again as itself, is ASCII, and at most 254 characters long", () =>
  holds(fc.oneof(hostileEmail, fc.emailAddress()), (typed) => {
    const read = readAddress(typed);
    const address = "address" in read ? read.address : "ada@example.com";
    expect(readAddress(address)).toEqual({ address });
    expect(address).toMatch(/^[\x21-\x7e]{6,254}$/u);
  }));

test("a domain in punycode can be read in the letters that it stands for", () => {
  expect(unicodeDomain("x@xn--mller-kva.example")).toBe("müller.example");
  expect(unicodeDomain("x@example.com")).toBeUndefined();
});

test("an address in another schema has its fault", () => {
  const { issues } = v.safeParse(v.pipe(v.string(), toAddress()), "ada");
  expect(issues?.map(({ message }) => message)).toEqual([NOT_ONE]);
});
