import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { isDeepStrictEqual, promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { text } from "node:stream/consumers";
import { type DurableContext, withDurableExecution } from "@aws/durable-execution-sdk-js";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { close } from "../src/listen.ts";
import { startLambda } from "../src/service.ts";

const run = promisify(execFile);

/** What SAM's code has to get; sentences by how they begin. */
const EXPECTED = {
  sync: '"plain"',
  success: '"\\"yes\\""',
  failure: "no",
  stopped: ["STOPPED", "enough"],
};
const REFUSALS = {
  late: "CallbackTimeoutException",
  unknown: "DurableExecutionNotFound",
  "no timeout": "ExecutionTimeoutSeconds is required",
};

/** Runs SAM CLI's own code, from a checkout, against the engine as its external emulator. Prints what differs; gives whether nothing does. */
export async function samCli(checkout: string): Promise<boolean> {
  const lambda = await startLambda({ sam: true, log: () => undefined });
  lambda.register([]);
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new LambdaClient({ endpoint: lambda.url, region: "us-east-1", credentials });
  const workflow = async ({ kind }: { kind: string }, ctx: DurableContext) =>
    kind === "plain"
      ? await ctx.step("say", async () => kind)
      : await ctx.waitForCallback("decision", async () => undefined);
  const handler = withDurableExecution(workflow, { client }) as (event: unknown, context: object) => Promise<unknown>;
  const container = createServer(async (request, response) => {
    const context = { awsRequestId: "1", getRemainingTimeInMillis: () => 60_000 };
    response.end(JSON.stringify(await handler(JSON.parse(await text(request)), context)));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  container.listen(0, "127.0.0.1", resolve);
  await promise;
  try {
    const env = {
      ...process.env,
      SAM_CLI: checkout,
      EMULATOR_PORT: new URL(lambda.url).port,
      CONTAINER_PORT: String((container.address() as AddressInfo).port),
    };
    const { stdout } = await run("python3", [fileURLToPath(new URL("sam.py", import.meta.url))], { env });
    const { history, ...results } = JSON.parse(stdout);
    const differing = [
      ...Object.entries(EXPECTED).filter(([name, expected]) => !isDeepStrictEqual(results[name], expected)),
      ...Object.entries(REFUSALS).filter(([name, sentence]) => !String(results[name]).includes(sentence)),
    ].map(([name]) => name);
    for (const name of differing) {
      console.log(`SAM CLI, ${name}: ${JSON.stringify(results[name])}`);
    }
    const total = Object.keys(EXPECTED).length + Object.keys(REFUSALS).length;
    console.log(
      `SAM CLI's own code: ${total - differing.length} of ${total}; its history of a stop: ${history.join(", ")}`,
    );
    return differing.length === 0;
  } finally {
    await Promise.all([lambda.close(), close(container)]);
  }
}
