import type { DurableExecutionConfig, DurableLambdaHandler } from "@aws/durable-execution-sdk-js";
import type { DurableOperation, DurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import { inject } from "vitest";
import { durableLambda } from "./durable-lambda.ts";
import { localRunner } from "./local-runner.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** What the workflow's tests run on; vitest.config.ts runs them on both. */
    stage: "AWS's local runner" | "the durable Lambda";
  }
}

/** Where an onboarding takes place: waits and retries are skipped, a callback's timeout passes as it is. */
export interface Stage {
  /** For the durable function that is to run here. */
  config: DurableExecutionConfig;
  runner(handler: DurableLambdaHandler): Pick<DurableTestRunner<DurableOperation, unknown>, "run" | "getOperation">;
}

const KINDS = { "AWS's local runner": localRunner, "the durable Lambda": durableLambda };
const kind = KINDS[inject("stage")];

/** A stage for one onboarding. */
export const stage: () => Stage = kind.stage;
/** For a test file's beforeAll and afterAll. */
export const { setUp, tearDown } = kind;
