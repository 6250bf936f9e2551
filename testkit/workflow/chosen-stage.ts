import { inject } from "vitest";
import { durableLambda } from "./durable-lambda.ts";
import { localRunner } from "./local-runner.ts";
import type { Stage } from "./stage.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** What the workflow's tests run on; vitest.config.ts runs them on both. */
    stage: "AWS's local runner" | "the durable Lambda";
  }
}

const chosen = { "AWS's local runner": localRunner, "the durable Lambda": durableLambda }[inject("stage")];

/** A stage for one onboarding. */
export const openStage: () => Stage = chosen.stage;
/** For a test file's beforeAll and afterAll. */
export const { setUp, tearDown } = chosen;
