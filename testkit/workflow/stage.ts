import type { DurableExecutionConfig, DurableLambdaHandler } from "@aws/durable-execution-sdk-js";
import type { DurableOperation, DurableTestRunner } from "@aws/durable-execution-sdk-js-testing";

/** Where an onboarding takes place: waits and retries are skipped, a callback's timeout passes as it is. */
export interface Stage {
  /** For the durable function that is to run here. */
  config: DurableExecutionConfig;
  perform(handler: DurableLambdaHandler): Pick<DurableTestRunner<DurableOperation, unknown>, "run" | "getOperation">;
}
