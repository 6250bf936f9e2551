import { describe, expect, test } from "vitest";
import * as v from "valibot";
import { toHttpsUrl, toOrganisation } from "../../src/domain/brand.ts";

const HINT = "; it holds a value";

/** What is made of a value, or what is wrong with it; a hint that follows each fault is taken off. */
function read(setting: typeof toOrganisation | typeof toHttpsUrl, value: unknown): string[] {
  return [setting(), setting(HINT)].map((schema) => {
    const parsed = v.safeParse(schema, value);
    return parsed.success ? parsed.output : parsed.issues[0].message;
  });
}

/** What is wrong without a hint and with one. */
const faults = (fault: string) => [fault, `${fault}${HINT}`];

describe("an organisation's name", () => {
  test.each([
    [" Example Inc. ", "Example Inc."],
    ["Müller & Söhne 北京", "Müller & Söhne 北京"],
    ["x".repeat(60), "x".repeat(60)],
  ])("%j is %j", (name, kept) => {
    expect(read(toOrganisation, name)).toEqual([kept, kept]);
  });

  test.each([
    [1, "is not text"],
    [" ", "is empty"],
    ["x".repeat(61), "is longer than 60 characters"],
  ])("%j %s", (name, fault) => {
    expect(read(toOrganisation, name)).toEqual(faults(fault));
  });

  test.each(["Example\nInc.", "Ex\u200Bample", "Ex\u2028ample", "Example\u2029Inc.", "\u0007Example", "Example\u0007"])(
    "%j would not be one line",
    (name) => {
      expect(read(toOrganisation, name)).toEqual(faults("has a line break or an invisible character"));
    },
  );
});

describe("a web address", () => {
  test.each([
    [" https://example.com ", "https://example.com/"],
    ["https://example.com/a b", "https://example.com/a%20b"],
  ])("%j is %j", (address, kept) => {
    expect(read(toHttpsUrl, address)).toEqual([kept, kept]);
  });

  test("is text", () => {
    expect(read(toHttpsUrl, 1)).toEqual(faults("is not text"));
  });

  test.each([
    "example.com",
    "http://example.com",
    "javascript:alert(1)",
    "https://ada@example.com",
    "https://:secret@example.com",
  ])("%j is none", (address) => {
    expect(read(toHttpsUrl, address)).toEqual(faults("is not a web address like https://example.com/start"));
  });
});
