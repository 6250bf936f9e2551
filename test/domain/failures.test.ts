import { expect, test } from "vitest";
import { InvalidRequest, PermanentFailure, Throttled, awsFailure } from "../../src/domain/failures.ts";

test("waiting one's turn captures no stack trace, and leaves those of others alone", () => {
  const limit = Error.stackTraceLimit;
  const waiting = new Throttled("Slack asks to come back later.", 3);
  expect(waiting.stack).toBe("Throttled: Slack asks to come back later.");
  expect(waiting).toMatchObject({ name: "Throttled", retryAfterSeconds: 3 });
  expect(Error.stackTraceLimit).toBe(limit);
  expect(new PermanentFailure("MessageRejected", "SES refused it.").stack).toContain("failures.test.ts");
});

test("an unusable input is known by its name, and by what is wrong with each field", () => {
  expect(new InvalidRequest("The name is empty.", { name: "is empty" })).toMatchObject({
    name: "InvalidRequest",
    message: "The name is empty.",
    faults: { name: "is empty" },
  });
  expect(new InvalidRequest("It is no object.").faults).toEqual({});
});

test.each([
  [Object.assign(new Error("ada@example.com"), { name: "AccessDeniedException" }), "AccessDeniedException"],
  [Object.assign(new Error("ada@example.com"), { code: "ECONNREFUSED" }), "ECONNREFUSED"],
  [Object.assign(new Error("ada@example.com"), { name: "TimeoutError", code: "ETIMEDOUT" }), "TimeoutError"],
  [Object.assign(new Error("ada@example.com"), { code: 7 }), "Error"],
  ["ada@example.com", "Error"],
])("a failed call of AWS's is known by its name only (%#)", (error, name) => {
  const { message, name: told } = awsFailure("SES", error);
  expect([told, message]).toEqual([name, `The call to SES failed: ${name}.`]);
});
