import { startLambda } from "../src/service.ts";
import type { Synchronous } from "../src/store/sqlite.ts";

/** What the process has used by now, all of its threads together. */
export interface Usage {
  peakMegabytes: number;
  cpuMilliseconds: number;
}

// The durable Lambda that is measured, in a process of its own. Its arguments are its database's file, when a commit waits
// for the disk. It tells what it has used when it is asked. The function's news go to the driver through a pipe.

const [, , database, synchronous] = process.argv;
const lambda = await startLambda({ port: 0, database, synchronous: synchronous as Synchronous });
lambda.register([
  {
    name: "onboard",
    entry: new URL("onboard.ts", import.meta.url),
    env: { AWS_ENDPOINT_URL_LAMBDA: lambda.url, NEWS_FD: "4" },
    durable: { executionTimeoutSeconds: 90_000 },
  },
]);
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  const usage = { peakMegabytes: process.resourceUsage().maxRSS / 1024, cpuMilliseconds: (user + system) / 1000 };
  process.send?.(usage satisfies Usage);
});
process.on("disconnect", () => process.exit());
process.send?.(lambda.url);
