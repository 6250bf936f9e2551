import { CallbackExternalError, CallbackTimeoutError } from "@aws/durable-execution-sdk-js";
import { expect, test } from "vitest";
import { endingOf, refused, resultOf } from "../../src/workflow/outcome.ts";
import { rejectedByAdmin, verifiedByMail } from "../../testkit/workflow/world.ts";

test.each([
  ["user-pending", "UserAlreadyPending", "is still waiting for a decision"],
  ["user-active", "UserAlreadyActive", "is already active"],
  ["address-in-use", "AddressInUse", "belongs to another user's onboarding"],
] as const)("a start refused as %s fails under the name %s", (refusal, name, why) => {
  expect(refused(refusal)).toMatchObject({ name, message: expect.stringContaining(why) });
});

test("a failure of the callback that says nothing leaves the onboarding undecided", async () => {
  const failure = { name: "OnboardingUndecided", message: "Callback failed" };
  expect(await endingOf(Promise.reject(new CallbackExternalError()))).toEqual({ status: "FAILED", failure });
});

test("a window that is over is no failure", async () => {
  expect(await endingOf(Promise.reject(new CallbackTimeoutError()))).toEqual({ status: "EXPIRED" });
});

test.each([
  ["rejected", "REJECTED"],
  ["withdrawn", "CANCELLED"],
  ["cancelled", "CANCELLED"],
] as const)("a callback that failed because the onboarding was %s ends it as %s", async (outcome, status) => {
  const decision = { ...rejectedByAdmin, outcome };
  const failure = new CallbackExternalError("left", undefined, JSON.stringify(decision));
  expect(await endingOf(Promise.reject(failure))).toEqual({ status, decision });
});

test("what else the engine rejects with goes up", async () => {
  await expect(endingOf(Promise.reject(new TypeError("a bug")))).rejects.toThrow("a bug");
});

test("an execution returns the wire contract's end, or throws the failure", () => {
  const of = (ending: Parameters<typeof resultOf>[1]) => resultOf("u-ada", ending);
  expect(of({ status: "ACTIVE", decision: verifiedByMail })).toEqual({
    status: "COMPLETED",
    user: { user_id: "u-ada", status: "ACTIVE" },
    decision: verifiedByMail,
  });
  expect(of({ status: "REJECTED", decision: rejectedByAdmin })).toEqual({
    status: "REJECTED",
    user_id: "u-ada",
    decision: rejectedByAdmin,
  });
  const decision = { ...rejectedByAdmin, outcome: "withdrawn" } as const;
  expect(of({ status: "CANCELLED", decision })).toEqual({ status: "CANCELLED", user_id: "u-ada", decision });
  expect(of({ status: "EXPIRED" })).toEqual({ status: "EXPIRED", user_id: "u-ada" });
  const failure = { name: "OnboardingUndecided", message: "Nobody decided." };
  expect(() => of({ status: "FAILED", failure })).toThrow(expect.objectContaining(failure));
});
