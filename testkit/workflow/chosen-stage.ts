import { inject } from "vitest";
import type { Stage } from "./stage.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** What the workflow's tests run on; testkit/projects.ts runs them on both. */
    stage: "AWS's local runner" | "the durable Lambda";
  }
}

const { stage } =
  inject("stage") === "AWS's local runner" ? await import("./local-runner.ts") : await import("./durable-lambda.ts");

/** A stage for one onboarding. */
export const openStage: () => Stage = stage;
