import { describe, expect, test } from "vitest";
import { fitsFromHeader, LONG_NAME, sender } from "../../src/email/sender.ts";

const ADDRESS = "onboarding@example.com";

/** The name as a mail program shows it. */
function decoded(header: string): string {
  const words = header.replace(` <${ADDRESS}>`, "").split(" ");
  return words
    .map((word) => Buffer.from(/^=\?UTF-8\?B\?(.*)\?=$/u.exec(word)?.[1] ?? "", "base64").toString("utf8"))
    .join("");
}

test.each([
  ["Example Inc.", '"Example Inc." <onboarding@example.com>'],
  ['The "Best" \\ Company', String.raw`"The \"Best\" \\ Company" <onboarding@example.com>`],
  ["Evil <evil@example.org>,", '"Evil <evil@example.org>," <onboarding@example.com>'],
])("%s is quoted", (name, header) => {
  expect(sender(name, ADDRESS)).toBe(header);
});

describe("a name that is not ASCII", () => {
  test.each(["Müller & Söhne", "北京市".repeat(30), "🦀".repeat(60)])("is encoded: %s", (name) => {
    const header = sender(name, ADDRESS);
    expect(header).toMatch(/^[\x20-\x7e]+$/u);
    expect(decoded(header)).toBe(name);
    expect(Math.max(...header.split(" ").map((word) => word.length))).toBeLessThanOrEqual(75);
  });
});

test.each([
  ["é".repeat(22) + "a", 1],
  ["é".repeat(22) + "aa", 2],
  ["é".repeat(45), 3],
])("an encoded word is as long as it may be: %s has %i", (name, words) => {
  expect(sender(name, ADDRESS).split(" ")).toHaveLength(words + 1);
});

describe("a name with line breaks cannot begin another header", () => {
  test.each([
    ["Example\r\nBcc: eve@example.org", '"Example Bcc: eve@example.org" <onboarding@example.com>'],
    ["Example\u0000\u0007\u2028Inc.\n", '"Example Inc." <onboarding@example.com>'],
  ])("as in %j", (name, header) => {
    expect(sender(name, ADDRESS)).toBe(header);
  });

  test("encoded or not", () => {
    expect(decoded(sender("Exämple\r\nBcc: eve@example.org", ADDRESS))).toBe("Exämple Bcc: eve@example.org");
  });
});

describe("a From header of more than 320 bytes", () => {
  test.each(["東".repeat(70), "x".repeat(300), "é".repeat(150)])("is too long: %s", (name) => {
    expect(fitsFromHeader(name, ADDRESS)).toBe(false);
    expect(LONG_NAME).toContain("more than 320 bytes");
  });

  test("is counted as it is sent, to the byte", () => {
    const longest = 320 - ` <${ADDRESS}>`.length - '""'.length;
    expect(fitsFromHeader("x".repeat(longest), ADDRESS)).toBe(true);
    expect(fitsFromHeader("x".repeat(longest + 1), ADDRESS)).toBe(false);
  });
});
