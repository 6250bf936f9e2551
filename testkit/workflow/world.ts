import {
  type DurableLambdaHandler,
  type DurableLogger,
  InvocationStatus,
  withDurableExecution,
} from "@aws/durable-execution-sdk-js";
import { TestRunner } from "vitest";
import type { Decisions } from "../../src/domain/ports.ts";
import { onboarding } from "../../src/workflow/onboarding.ts";
import { memoryCards, memoryMail, memoryMetrics, memoryUsers, NOW } from "../fakes.ts";
import { openStage } from "./chosen-stage.ts";

export const ada = { user_id: "u-ada", email: "ada@example.com", name: "Ada Lovelace", requested_by: "U0REQUESTER" };

const at = NOW.toISOString();
export const verifiedByMail = { outcome: "verified", source: "email", at } as const;
export const rejectedByAdmin = {
  outcome: "rejected",
  source: "slack",
  by: "U0ADMIN",
  comment: "left the company",
  at,
} as const;

/** For a test with a reminder: where AWS's runner skips a wait of one onboarding, time passes for all that run in this worker. */
export const ALONE = { concurrent: false };

/**
 * One onboarding, time skipped, the outside world in memory.
 * Waits and retries are skipped but a callback's timeout is not, so a test of the expiry sets a window of a second.
 */
export function world({
  windowSeconds = 86_400,
  reminders = [] as readonly number[],
  escalates = false,
  users = memoryUsers(),
  cards = memoryCards(),
  mail = memoryMail(),
} = {}) {
  const metrics = memoryMetrics();
  const logs: string[] = [];
  const decisions: Pick<Decisions, "giveUp"> = {
    async giveUp(_, { name, message }) {
      await (await callback()).sendCallbackFailure({ ErrorType: name, ErrorMessage: message });
      return true;
    },
  };
  const workflow = onboarding({ users, mail, cards, decisions, metrics, windowSeconds, reminders, escalates });
  const stage = openStage();
  const durable = withDurableExecution(async (input, ctx) => {
    ctx.configureLogger({ customLogger: recorder(logs) });
    return workflow(input, ctx);
  }, stage.config);
  const sleep = sleepWatch(durable);
  const runner = stage.perform(sleep.handler);
  const callback = async () => {
    const operation = runner.getOperation("verification");
    await operation.waitForData();
    return operation;
  };
  /** The seconds that a wait lasts, once it has begun; and what a step's last attempt resulted in so far. */
  const waitOf = (name: string) => runner.getOperation(name).getWaitDetails()?.waitSeconds;
  const resultOf = (name: string) => runner.getOperation(name).getStepDetails()?.result;
  return {
    users,
    mail,
    cards,
    metrics,
    logs,
    decisions,
    /** Resolves when the execution has gone to sleep for the nth time. */
    asleep: sleep.nth,
    async run(payload: unknown = ada) {
      if (reminders.length > 0 && TestRunner.getCurrentTest()?.concurrent) {
        throw new Error("Another test's onboarding may run now. Give a test with a reminder ALONE as its options.");
      }
      const execution = await runner.run({ payload });
      const status = execution.getStatus();
      const error = status === "FAILED" ? execution.getError() : undefined;
      return {
        status,
        result: status === "SUCCEEDED" ? execution.getResult() : undefined,
        error: error?.errorType,
        message: error?.errorMessage,
        invocations: sleep.invocations(), // counted here: AWS's runner misses one on a busy machine
        operations: execution.getOperations().map((operation) => operation.getName()),
        waitOf,
        resultOf,
      };
    },
    waitOf,
    resultOf,
    /** Resolves when the decision is written and its immediate notifications are out. */
    async decided() {
      while (users.all.get("u-ada")?.status === "PENDING_EMAIL_VERIFICATION") {
        await new Promise((resolve) => void setImmediate(resolve));
      }
      await new Promise((resolve) => void setTimeout(resolve, 20));
    },
    fail: async (error: { ErrorType: string; ErrorMessage: string; ErrorData?: string }) =>
      (await callback()).sendCallbackFailure(error),
    /** Puts text into the nth letterbox, once it is open. */
    async post(n: number, letter: object | string) {
      const operation = runner.getOperation(`letterbox-${n}`);
      await operation.waitForData();
      await operation.sendCallbackSuccess(typeof letter === "string" ? letter : JSON.stringify(letter));
    },
    async failLetterbox(n: number) {
      const operation = runner.getOperation(`letterbox-${n}`);
      await operation.waitForData();
      await operation.sendCallbackFailure({ ErrorType: "ByHand", ErrorMessage: "An operator's mistake." });
    },
    complete: async (result: string) => (await callback()).sendCallbackSuccess(result),
    verify: async () => (await callback()).sendCallbackSuccess(JSON.stringify(verifiedByMail)),
    reject: async () =>
      (await callback()).sendCallbackFailure({
        ErrorType: "OnboardingRejected",
        ErrorMessage: rejectedByAdmin.comment,
        ErrorData: JSON.stringify(rejectedByAdmin),
      }),
  };
}

function sleepWatch(handler: DurableLambdaHandler) {
  let slept = 0;
  let invocations = 0;
  const waiting: { n: number; resolve: () => void }[] = [];
  return {
    invocations: () => invocations,
    handler: (async (event, context) => {
      invocations += 1;
      const output = await handler(event, context);
      if (output.Status === InvocationStatus.PENDING) {
        slept += 1;
        waiting.filter(({ n }) => n === slept).forEach(({ resolve }) => resolve());
      }
      return output;
    }) satisfies DurableLambdaHandler,
    nth: (n = 1) =>
      slept >= n ? Promise.resolve() : new Promise<void>((resolve) => void waiting.push({ n, resolve })),
  };
}

function recorder(logs: string[]): DurableLogger {
  const record = (...entry: unknown[]) => void logs.push(JSON.stringify(entry));
  return { error: record, warn: record, info: record, debug: record };
}
