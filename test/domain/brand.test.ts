import { describe, expect, test } from "vitest";
import * as v from "valibot";
import { BRAND } from "../../src/domain/brand.ts";

/** What is made of a value, or what is wrong with it. */
function read(schema: (typeof BRAND)["organisation" | "logoUrl"], value: unknown): string | undefined {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : parsed.issues[0].message;
}

describe("an organisation's name", () => {
  test.each([
    [" Example Inc. ", "Example Inc."],
    ["Müller & Söhne 北京", "Müller & Söhne 北京"],
    ["x".repeat(60), "x".repeat(60)],
  ])("%j is %j", (name, kept) => {
    expect(read(BRAND.organisation, name)).toBe(kept);
  });

  test.each([
    [1, "is not text"],
    [" ", "is empty"],
    ["x".repeat(61), "is longer than 60 characters"],
  ])("%j %s", (name, fault) => {
    expect(read(BRAND.organisation, name)).toBe(fault);
  });

  test.each(["Example\nInc.", "Ex\u200Bample", "Ex\u2028ample", "Example\u2029Inc.", "\u0007Example", "Example\u0007"])(
    "%j would not be one line",
    (name) => {
      expect(read(BRAND.organisation, name)).toBe("has a line break or an invisible character");
    },
  );
});

describe("a web address", () => {
  test.each([
    [" https://example.com ", "https://example.com/"],
    ["https://example.com/a b", "https://example.com/a%20b"],
  ])("%j is %j", (address, kept) => {
    expect(read(BRAND.logoUrl, address)).toBe(kept);
  });

  test("is text", () => {
    expect(read(BRAND.logoUrl, 1)).toBe("is not text");
  });

  test.each([
    ["example.com", "is not a web address like https://example.com/start"],
    ["javascript:alert(1)", "is not a web address like https://example.com/start"],
    ["http://example.com", "begins with http://; it must begin with https://"],
    ["https://ada@example.com", "has a user name or a password in it; leave them out"],
    ["https://:secret@example.com", "has a user name or a password in it; leave them out"],
  ])("%j %s", (address, fault) => {
    expect(read(BRAND.logoUrl, address)).toBe(fault);
  });
});

test("an address for questions is text", () => {
  const { issues } = v.safeParse(BRAND.supportEmail, 1);
  expect(issues?.map(({ message }) => message)).toEqual(["is not text; it is an email address"]);
});
