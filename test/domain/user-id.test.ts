import { expect, test } from "vitest";
import { userIdOf } from "../../src/domain/start.ts";

test("one mailbox is one user, however its address is spelled", () => {
  expect(userIdOf("Ada@Example.com ")).toBe(userIdOf("ada@example.com"));
  expect(userIdOf("x@müller.example")).toBe(userIdOf("x@xn--mller-kva.example"));
  expect(userIdOf("ada@example.com")).toMatch(/^u-[0-9a-f]{20}$/u);
  expect(userIdOf("bob@example.com")).not.toBe(userIdOf("ada@example.com"));
});
