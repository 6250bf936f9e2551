import { join } from "node:path";
import { startStack } from "../../../local/stack.ts";
import { fromBundle } from "../../../testkit/functions.ts";
import type { Order } from "../../../packages/durable-lambda-local/test/crash/process.ts";

/** What the process says once everything takes requests. */
export interface Ready {
  lambda: string;
  service: string;
  slack: string;
  dynamo: string;
}

// Everything that `npm start` runs, in a process that is killed. Its arguments are the folder to keep everything in, and the
// address of a mail service outside of it, which no kill takes anything from.

const YEAR_SECONDS = 31_536_000;

const [, , folder = "", mail = ""] = process.argv;
const { urls, advance } = await startStack({
  data: join(folder, "data"),
  log: () => undefined,
  change: ({ durable, ...local }) => ({
    ...fromBundle(local),
    env: { ...local.env, AWS_ENDPOINT_URL_SESV2: mail },
    // Time is moved by days.
    ...(durable ? { durable: { executionTimeoutSeconds: YEAR_SECONDS, retentionPeriodInDays: 90 } } : {}),
  }),
});
process.on("message", ({ advanceSeconds }: Order) => advance(advanceSeconds));
process.on("disconnect", () => process.exit());
process.send?.({ lambda: urls.lambda, service: urls.service, slack: urls.slack, dynamo: urls.dynamo } satisfies Ready);
