import * as v from "valibot";
import { domainToASCII, domainToUnicode } from "node:url";

// RFC 5321, section 4.5.3.1: 64 octets before the "@", and a path of 256 with its two angle brackets.
const LONGEST_LOCAL_PART = 64;
const LONGEST_ADDRESS = 254;

const NOT_ONE = "is not an email address; write it like ada@example.com";
const TOO_LONG = `is longer than ${LONGEST_ADDRESS} characters`;
const LONG_LOCAL_PART = `has more than ${LONGEST_LOCAL_PART} characters before the @, which no email system takes`;
const NON_ASCII = "has a character before the @ that email systems do not take, use letters without accents";
const MIXED = "mixes alphabets in its domain; type it again by hand";

// A domain has two labels or more, the last one letters or the ASCII form of a Unicode one. RFC 3696, section 2
const TOP_LEVEL = /\.(?:[a-z]{2,63}|xn--[a-z\d-]+)$/iu;
// What IDNA allows: no symbols, no emoji, nothing invisible. RFC 5892
const DOMAIN = /^[\p{L}\p{M}\p{N}.·-]+$/u;

// One alphabet a label, as browsers ask of a domain that they show. https://www.unicode.org/reports/tr39/#Restriction_Level_Detection
const ALPHABETS = [
  ..."Arabic Armenian Bengali Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Hebrew Kannada Khmer".split(
    " ",
  ),
  ..."Lao Latin Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan".split(" "),
  "Latin Han Hiragana Katakana",
  "Latin Han Bopomofo",
  "Latin Han Hangul",
].map((scripts) => {
  const letters = scripts.split(" ").map((script) => `\\p{scx=${script}}`);
  return new RegExp(`^[${letters.join("")}\\d·-]+$`, "u");
});

/**
 * Reads an address as people write it, with white space around it or a full stop behind it. Returns the address to send to: ASCII,
 * with a Unicode domain as punycode, because SES accepts nothing else. For anything else it returns a fault to put after the field's
 * name, which quotes nothing.
 *
 * The part before the "@" is a dot-atom. A quoted one ("ada b"@example.com) is refused: RFC 5321, section 4.1.2, advises
 * against mailboxes that need it, and browsers and mailbox providers refuse it too.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html
 */
export function readAddress(typed: string): { address: string } | { fault: string } {
  const text = typed.trim().replace(/\.$/u, "");
  if (text.length > LONGEST_ADDRESS) {
    return { fault: TOO_LONG };
  }
  const at = text.lastIndexOf("@");
  const localPart = text.slice(0, Math.max(at, 0));
  const domain = asciiDomain(text.slice(at + 1));
  if (typeof domain !== "string") {
    return domain;
  }
  const address = `${localPart}@${domain}`;
  if (/^[\p{L}\p{M}\p{N}.’-]+$/u.test(localPart) && !isAscii(localPart)) {
    return { fault: NON_ASCII };
  }
  const isDotAtom = !/^\.|\.\.|\.$/u.test(localPart);
  if (!v.RFC_EMAIL_REGEX.test(address) || !isDotAtom || !TOP_LEVEL.test(domain)) {
    return { fault: NOT_ONE };
  }
  if (localPart.length > LONGEST_LOCAL_PART) {
    return { fault: LONG_LOCAL_PART };
  }
  return address.length > LONGEST_ADDRESS ? { fault: TOO_LONG } : { address };
}

/** The valibot action that reads an address: it outputs the one to send to, or a fault that follows the field's name. */
export function toAddress() {
  return v.rawTransform<string, string>(({ dataset, addIssue, NEVER }) => {
    const read = readAddress(dataset.value);
    if ("fault" in read) {
      addIssue({ message: read.fault });
      return NEVER;
    }
    return read.address;
  });
}

/**
 * The form in which addresses are compared and locked, so that two spellings of one mailbox, in case or in the domain's encoding, are
 * one user. Anything that isn't an address is compared as written.
 */
export function normaliseEmail(email: string): string {
  const read = readAddress(email);
  return ("address" in read ? read.address : email.trim()).toLowerCase();
}

/** The Unicode letters of an address's domain; undefined unless it is written in punycode. */
export function unicodeDomain(address: string): string | undefined {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const unicode = domainToUnicode(domain);
  return isAscii(unicode) ? undefined : unicode;
}

/** A domain in ASCII: unchanged if it is ASCII already, else as punycode. */
function asciiDomain(domain: string): string | { fault: string } {
  if (isAscii(domain) && !/(?:^|\.)xn--/iu.test(domain)) {
    return domain;
  }
  // A fullwidth letter or a Kelvin sign would turn into a plain ASCII letter.
  if (
    !DOMAIN.test(domain) ||
    Array.from(domain).some((character) => !isAscii(character) && standsForAscii(character))
  ) {
    return { fault: NOT_ONE };
  }
  const ascii = domainToASCII(domain);
  const labels = ascii.split(".");
  const unicode = domainToUnicode(ascii).split(".");
  if (!labels.every(isLabel)) {
    return { fault: NOT_ONE };
  }
  return unicode.every((label) => isAscii(label) || ALPHABETS.some((alphabet) => alphabet.test(label)))
    ? ascii
    : { fault: MIXED };
}

/** Whether punycode is valid: Node.js returns invalid punycode unchanged. */
function isLabel(ascii: string): boolean {
  const unicode = domainToUnicode(ascii);
  return !ascii.startsWith("xn--") || (!isAscii(unicode) && DOMAIN.test(unicode));
}

function standsForAscii(character: string): boolean {
  return /\p{ASCII}/u.test(character.normalize("NFKC").toLowerCase());
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}
