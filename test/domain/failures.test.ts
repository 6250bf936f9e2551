import { expect, test } from "vitest";
import { PermanentFailure, Throttled } from "../../src/domain/failures.ts";

test("waiting one's turn captures no stack trace, and leaves those of others alone", () => {
  const limit = Error.stackTraceLimit;
  const waiting = new Throttled("Slack asks to come back later.", 3);
  expect(waiting.stack).toBe("Throttled: Slack asks to come back later.");
  expect(waiting).toMatchObject({ name: "Throttled", retryAfterSeconds: 3 });
  expect(Error.stackTraceLimit).toBe(limit);
  expect(new PermanentFailure("MessageRejected", "SES refused it.").stack).toContain("failures.test.ts");
});
