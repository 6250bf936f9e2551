import { LocalDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import type { Stage } from "./stage.ts";

// AWS's own local runner, which keeps everything in memory. To skip time it replaces this process's timers, `process.nextTick` included, by
// which Node.js hands over what other processes send. Its tear-down drops all that waits there: an answer of Vitest's once, and the run
// never ended. So a worker is set up once, and keeps these timers until it ends.
await LocalDurableTestRunner.setupTestEnvironment({ skipTime: true });

export const stage = (): Stage => ({
  config: {},
  perform: (handlerFunction) => new LocalDurableTestRunner({ handlerFunction }),
});
