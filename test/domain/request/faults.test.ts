import { describe, expect, test } from "vitest";
import { InvalidRequest } from "../../../src/domain/failures.ts";
import { parseEmail, parseRequest } from "../../../src/domain/request.ts";

/** What is wrong with each field, as the refusal of some input says. */
function faultsOf(refuse: () => unknown): InvalidRequest["faults"] | undefined {
  try {
    refuse();
    return undefined;
  } catch (error) {
    return error instanceof InvalidRequest ? error.faults : undefined;
  }
}

describe("a refusal", () => {
  test("tells by field, in the order of the fields, what is wrong first, without the field's name", () => {
    const email = `${"x".repeat(260)} is no address`;
    const faults = faultsOf(() => parseRequest({ user_id: "#", email, name: "" }));
    expect(Object.entries(faults ?? {})).toEqual([
      ["user_id", "must have 1 to 128 letters, digits or _ . : - and begin with a letter or digit"],
      ["email", "is longer than 254 characters"],
      ["name", "is empty; write the person's full name"],
    ]);
  });

  test("of an address alone repeats nothing of it", () => {
    expect(() => parseEmail("top-secret")).toThrow(
      expect.objectContaining({ message: "The email is not an email address; write it like ada@example.com." }),
    );
    expect(parseEmail(" Ada@example.com ")).toBe("Ada@example.com");
  });
});
