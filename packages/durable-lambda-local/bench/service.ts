import { flushCompileCache } from "node:module";
import { startLambda } from "../src/service.ts";
import type { Synchronous } from "../src/store/sqlite.ts";

// The service that is measured, in a process of its own. Its arguments are its database's file, and when a commit waits for
// the disk, and whether the function checkpoints over HTTP. The function's news go to the driver through a pipe.

const [, , database, synchronous, overHttp] = process.argv;
const lambda = await startLambda({
  port: 0,
  database,
  synchronous: synchronous as Synchronous,
  overHttp: overHttp === "true",
});
lambda.register([
  {
    name: "onboard",
    entry: new URL("onboard.ts", import.meta.url),
    env: { AWS_ENDPOINT_URL_LAMBDA: lambda.url, NEWS_FD: "4" },
    durable: { executionTimeoutSeconds: 90_000 },
  },
]);
process.on("disconnect", () => process.exit());
process.send?.(lambda.url);
flushCompileCache(); // it is killed in the end
