import { join } from "node:path";
import { startLambda } from "../../src/service.ts";
import type { Order } from "./process.ts";

/** What the process says once it takes requests. */
export interface Ready {
  url: string;
}

// The service that is killed. Its arguments are the folder to keep everything in.

const [, , folder = ""] = process.argv;
const lambda = await startLambda({ port: 0, database: join(folder, "lambda.db"), synchronous: "full" });
lambda.register([
  {
    name: "onboard",
    entry: new URL("onboard.ts", import.meta.url),
    env: { AWS_ENDPOINT_URL_LAMBDA: lambda.url, DIARY: join(folder, "diary.jsonl") },
    durable: { executionTimeoutSeconds: 31_536_000 },
  },
]);
process.on("message", ({ advanceSeconds }: Order) => lambda.advance(advanceSeconds));
process.on("disconnect", () => process.exit());
process.send?.({ url: lambda.url } satisfies Ready);
