import { LocalDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import type { Stage } from "./stage.ts";

/** AWS's own local runner, which keeps everything in memory. */
export const localRunner = {
  setUp: () => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }),
  tearDown: () => LocalDurableTestRunner.teardownTestEnvironment(),
  stage: (): Stage => ({
    config: {},
    perform: (handlerFunction) => new LocalDurableTestRunner({ handlerFunction }),
  }),
};
