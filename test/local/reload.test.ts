import { GetDurableExecutionCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { awsClientConfig } from "../../local/credentials.ts";
import { publishAndReload } from "../../local/reload.ts";
import { startLambda } from "../../packages/durable-lambda-local/src/service.ts";
import { expectSoon } from "../../testkit/outside.ts";

const FILES = {
  "words/en.ts": `export const word = "first";\n`,
  "lambda/sleep.ts": `
    import { withDurableExecution } from "@aws/durable-execution-sdk-js";
    import { word } from "../words/en.ts";
    export const handler = withDurableExecution(async (event, ctx) => {
      await ctx.step("work", async () => 1);
      await ctx.wait("nap", { seconds: 3600 });
      return word;
    });`,
  "lambda/say.ts": `
    import { word } from "../words/en.ts";
    export const handler = async () => word;`,
};

/** A durable function that sleeps for an hour, and one that answers, in code to change; `start` starts them again where they were stopped. */
function sleeper() {
  const folder = mkdtempSync(join(tmpdir(), "reload-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const source = join(folder, "code");
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(source, file)), { recursive: true });
    writeFileSync(join(source, file), text);
  }
  let said = "";
  return {
    said: async () => said,
    edit(file: keyof typeof FILES, from: string, to: string) {
      const text = readFileSync(join(source, file), "utf8");
      expect(text).toContain(from);
      writeFileSync(join(source, file), text.replaceAll(from, to));
    },
    async start() {
      const lambda = await startLambda({ database: join(folder, "lambda.db") });
      const sleep = {
        name: "sleep",
        entry: new URL("file:///lambda/sleep.ts"),
        env: { AWS_ENDPOINT_URL_LAMBDA: lambda.url },
        durable: { executionTimeoutSeconds: 86_400 },
      };
      const say = { name: "say", entry: new URL("file:///lambda/say.ts"), env: {} };
      const log = (text: string) => void (said += text);
      const reloading = publishAndReload({
        source,
        folder: join(folder, "versions"),
        lambda,
        shipped: [sleep, say],
        log,
      });
      const client = new LambdaClient(awsClientConfig(lambda.url));
      await using running = new AsyncDisposableStack();
      running.defer(() => lambda.close());
      running.use(reloading);
      running.defer(() => client.destroy());
      const started = running.move();
      onTestFinished(() => started.disposeAsync());
      return {
        stop: () => started.disposeAsync(),
        answer: () => lambda.invoke("say", {}),
        /** Begins an execution and waits until it sleeps. */
        async asleep() {
          const begun = await client.send(new InvokeCommand({ FunctionName: "sleep:live", InvocationType: "Event" }));
          await lambda.idle();
          return begun.DurableExecutionArn;
        },
        /** What becomes of it when its hour has passed. */
        async woken(arn: string | undefined) {
          lambda.advance(3600);
          await lambda.idle();
          const { Status, Result } = await client.send(new GetDurableExecutionCommand({ DurableExecutionArn: arn }));
          return [Status, Result];
        },
      };
    },
  };
}

test("what starts runs the code as it is now, what sleeps keeps its own over a restart, and code that does not load changes nothing", async () => {
  const code = sleeper();
  const first = await code.start();
  const former = await first.asleep();

  code.edit("lambda/sleep.ts", '"work"', '"labour"'); // which no replay of the former would pass
  code.edit("words/en.ts", "first", "second");
  await expectSoon(code.said).toContain("new onboardings use version 2; sleeping ones keep theirs.");
  const latter = await first.asleep();
  expect(await first.answer()).toBe("second");

  code.edit("words/en.ts", "export const", "export const const");
  await expectSoon(code.said).toMatch(
    /src\/ does not load: SyntaxError: .* \(src\/words\/en\.ts:1\)\. Version 2 goes on\.\n/u,
  );
  const third = await first.asleep();
  code.edit("words/en.ts", "export const const", "export const");

  await first.stop();
  const second = await code.start();
  expect(await second.woken(former)).toEqual(["SUCCEEDED", '"first"']);
  expect(await second.woken(latter)).toEqual(["SUCCEEDED", '"second"']);
  expect(await second.woken(third)).toEqual(["SUCCEEDED", '"second"']);
});
