import {
  CallbackExternalError,
  CallbackTimeoutError,
  type DurableContext,
  withDurableExecution,
} from "@aws/durable-execution-sdk-js";
import { expect, inject, test } from "vitest";
import { isSelfCheck, NOBODY, type Probes, selfCheck } from "../../src/workflow/self-check.ts";
import { openStage } from "../../testkit/workflow/chosen-stage.ts";
import { world } from "../../testkit/workflow/world.ts";

const named = (name: string) => Object.assign(new Error("ada@example.com is not allowed"), { name });

/** Runs a self-check whose callback is completed as Lambda would, unless the test gives another way. */
async function run(probes: Probes, complete?: (callbackId: string) => Promise<boolean>) {
  const stage = openStage();
  const giveUp = async (callbackId: string) => {
    if (complete) {
      return complete(callbackId);
    }
    const operation = runner.getOperation("self-check-callback");
    await operation.waitForData();
    await operation.sendCallbackFailure({ ErrorType: "SelfCheck" });
    return true;
  };
  const check = selfCheck({ probes, decisions: { giveUp } });
  let invocations = 0; // counted here: AWS's runner misses one on a busy machine
  const counted = withDurableExecution((_input, ctx) => check(ctx), stage.config);
  const runner = stage.perform((event, context) => {
    invocations += 1;
    return counted(event, context);
  });
  const execution = await runner.run({ payload: { self_check: true } });
  return {
    result: execution.getResult(),
    operations: execution.getOperations().map((operation) => operation.getName()),
    invocations,
  };
}

test("a self-check tries everything once, sleeps, wakes, and reports each result", async () => {
  const tried: string[] = [];
  const probe = (name: string) => async () => void tried.push(name);
  const { result, operations, invocations } = await run({ table: probe("table"), email: probe("email") });
  expect(result).toEqual({
    status: "SELF_CHECKED",
    checks: [
      { check: "table", ok: true },
      { check: "email", ok: true },
      { check: "callback", ok: true },
    ],
  });
  expect(tried).toEqual(["table", "email"]);
  expect(operations).toEqual(["self-check-callback", "self-check", "self-check-sleep"]);
  // AWS's runner ends a wait at once, at times before the execution has been suspended for it.
  const possible = inject("stage") === "the durable Lambda" ? [2] : [1, 2];
  expect(possible).toContain(invocations);
});

test("what does not work is reported by its error's name only, beside what does, and is not tried again", async () => {
  let sendings = 0;
  const { result } = await run({
    async email() {
      sendings += 1;
      throw named("AccessDeniedException");
    },
    table: async () => undefined,
  });
  expect(result).toMatchObject({
    checks: [
      { check: "email", ok: false, error: "AccessDeniedException" },
      { check: "table", ok: true },
      { check: "callback", ok: true },
    ],
  });
  expect(JSON.stringify(result)).not.toContain("example.com");
  expect(sendings).toBe(1);
});

test("a role that may not complete its own callback does not wait for it", async () => {
  const { result } = await run({}, () => Promise.reject(named("AccessDeniedException")));
  expect(result).toMatchObject({ checks: [{ check: "callback", ok: false, error: "AccessDeniedException" }] });
});

/** A self-check whose callback ends like this; `asked` is what it asked of Lambda. */
async function ending(answered: Promise<string>, giveUp?: () => Promise<never>) {
  answered.catch(() => undefined);
  const asked: unknown[] = [];
  const ctx = {
    createCallback: async (...args: unknown[]) => {
      asked.push(args);
      return [answered, "a-callback"];
    },
    step: (_name: string, work: () => Promise<unknown>) => work(),
    wait: async (...args: unknown[]) => void asked.push(args),
  } as unknown as DurableContext;
  const decisions = { giveUp: giveUp ?? (async (...args: unknown[]) => asked.push(args) > 0) };
  const probes = { table: async () => undefined };
  return { asked, ...(await selfCheck({ probes, decisions })(ctx)) };
}

test("the callback works where it ends with the very failure that was sent", async () => {
  const { asked, checks } = await ending(Promise.reject(new CallbackExternalError()));
  expect(checks).toEqual([
    { check: "table", ok: true },
    { check: "callback", ok: true },
  ]);
  expect(asked).toEqual([
    ["self-check-callback", { timeout: { seconds: 60 } }],
    ["a-callback", { name: "SelfCheck", message: "This is a self-check." }],
    ["self-check-sleep", { seconds: 1 }],
  ]);
});

test("the callback, and nothing else, is at fault where the failure does not arrive", async () => {
  const { checks } = await ending(Promise.reject(new CallbackTimeoutError()));
  expect(checks).toEqual([
    { check: "table", ok: true },
    { check: "callback", ok: false, error: "CallbackTimeoutError" },
  ]);
});

test("the callback is not waited for where it could not be completed, even if all else works", async () => {
  const unanswered = Promise.reject(new CallbackTimeoutError());
  const { checks } = await ending(unanswered, () => Promise.reject(named("AccessDeniedException")));
  expect(checks).toEqual([
    { check: "table", ok: true },
    { check: "callback", ok: false, error: "AccessDeniedException" },
  ]);
});

test("what fails with no error at all is reported too", async () => {
  const { result } = await run({ odd: () => Promise.reject("ada@example.com") });
  expect(result).toMatchObject({ checks: [{ check: "odd", ok: false, error: "Error" }, { check: "callback" }] });
});

test("the new user of a self-check is nobody: Amazon's simulator takes the email, and the link has expired", () => {
  expect(NOBODY).toEqual({
    userId: "self-check",
    email: "success@simulator.amazonses.com",
    name: "Self-check",
    status: "ACTIVE",
    execution: "self-check",
    callbackId: "",
    createdAt: "2000-01-01T00:00:00.000Z",
    expiresAt: "2000-01-01T00:00:00.000Z",
  });
});

test("exactly one input is a self-check", () => {
  expect(isSelfCheck({ self_check: true })).toBe(true);
});

test.each<[string, unknown]>([
  ["another key", { self_checks: true }],
  ["nothing", undefined],
  ["null", null],
  ["a text", "self_check"],
  ["a list", [{ self_check: true }]],
  ["a truthy value", { self_check: "true" }],
  ["a refusal", { self_check: false }],
  ["an onboarding beside it", { self_check: true, user_id: "u-ada", email: "ada@example.com", name: "Ada" }],
])("an input with %s is no self-check", (_, input) => {
  expect(isSelfCheck(input)).toBe(false);
});

test("a self-check's input is no onboarding", async () => {
  const onboarding = world();
  expect(await onboarding.run({ self_check: true })).toMatchObject({ status: "FAILED", error: "InvalidRequest" });
  expect(onboarding.users.all.size).toBe(0);
});
