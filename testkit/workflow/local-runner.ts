import { LocalDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import type { Stage } from "./stage.ts";

// AWS's own local runner, which keeps everything in memory. To skip time it replaces this process's timers and `process.nextTick`, by which
// Node.js delivers messages from other processes. Its tear-down drops what is still queued there: where that was an answer of Vitest's, the
// run never ended. So a worker is set up once, and keeps these timers until it ends.
await LocalDurableTestRunner.setupTestEnvironment({ skipTime: true });

export const stage = (): Stage => ({
  config: {},
  perform: (handlerFunction) => new LocalDurableTestRunner({ handlerFunction }),
});
