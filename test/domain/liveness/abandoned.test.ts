import { describe, expect, test } from "vitest";
import { isAbandoned, isInTheWay } from "../../../src/domain/liveness.ts";
import { AFTER_WINDOW_SECONDS, GRACE_SECONDS, RETRY_SECONDS } from "../../../src/domain/spans.ts";
import { NOW, pendingUser } from "../../../testkit/fakes.ts";

const hourAgo = new Date(NOW.getTime() - 3_600_000).toISOString();
const longAgo = new Date(NOW.getTime() - 3_600_001).toISOString();

test.each([
  [NOW.toISOString(), false],
  [hourAgo, false],
  [longAgo, true],
])("an onboarding has an hour after its window to write its end: one of %s is abandoned: %s", (expiresAt, isDead) => {
  expect(isAbandoned({ expiresAt }, NOW)).toBe(isDead);
});

test("an execution runs for as long after its window as its end and the last notification may take", () => {
  expect([GRACE_SECONDS, RETRY_SECONDS]).toEqual([3_600, 86_400]);
  expect(AFTER_WINDOW_SECONDS).toBe(90_000);
});

describe("in the way of another onboarding", () => {
  test.each([
    ["ACTIVE", longAgo, true],
    ["PENDING_EMAIL_VERIFICATION", hourAgo, true],
    ["PENDING_EMAIL_VERIFICATION", longAgo, false],
    ["REJECTED", hourAgo, false],
    ["EXPIRED", hourAgo, false],
    ["FAILED", hourAgo, false],
  ] as const)("is a profile that is %s and whose window ended at %s: %s", (status, expiresAt, inTheWay) => {
    expect(isInTheWay(pendingUser({ status, expiresAt }), NOW)).toBe(inTheWay);
  });
});
