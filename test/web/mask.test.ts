import { expect, test } from "vitest";
import { maskEmail } from "../../src/web/pages.ts";

test.each([
  ["ada@example.com", "a•••@example.com"],
  ["a@example.com", "a•••@example.com"],
  ["o'brien.seán@example.com", "o•••@example.com"],
  ["👩@example.com", "👩•••@example.com"],
  ['"a@b"@example.com', '"•••@example.com'],
])("of %s its owner sees the first character and the domain, and nobody the rest", (email, masked) => {
  expect(maskEmail(email)).toBe(masked);
});
