import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { startLambda } from "../src/service.ts";

const SECONDS = 60; // for an execution and an invocation, where an example says nothing else
const MODULES = fileURLToPath(new URL("../../../node_modules", import.meta.url));
const VITEST = join(createRequire(import.meta.url).resolve("vitest/package.json"), "../vitest.mjs");
const LARGE = "map-large-scale.history.json";

interface Report {
  testResults: {
    name: string;
    message: string;
    assertionResults: { status: string; title: string; failureMessages: string[] }[];
  }[];
}

/** Runs the integration tests of the JavaScript SDK's examples. Prints what failed; gives whether nothing did. */
export async function javascriptTests(checkout: string, work: string): Promise<boolean> {
  const packages = join(checkout, "packages");
  const examples = join(packages, "aws-durable-execution-sdk-js-examples");
  const sources = join(examples, "src/examples");
  // The tests were written for the SDK and the testing library of the same checkout.
  const sdk = Object.fromEntries(
    ["aws-durable-execution-sdk-js", "aws-durable-execution-sdk-js-testing"].map((name) => [
      name.replace("aws-", "@aws/"),
      join(packages, name, "src/index.ts"),
    ]),
  );
  const found = handlersIn(sources);
  await build({
    entryPoints: Object.fromEntries(found.map(({ handler, file }) => [handler, file])),
    outdir: join(work, "bundles"),
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "error",
    nodePaths: [MODULES],
    alias: sdk,
  });

  const lambda = await startLambda({ log: (text) => appendFileSync(join(work, "javascript.log"), text) });
  lambda.register(
    found.map(({ handler, name, durable }) => ({
      name,
      entry: pathToFileURL(join(work, "bundles", `${handler}.js`)),
      env: { AWS_ENDPOINT_URL_LAMBDA: lambda.url },
      timeoutSeconds: SECONDS,
      ...durable,
    })),
  );
  const config = vitestConfig({ examples, sources, work, sdk });
  const tests = spawn(process.execPath, [VITEST, "run", "--config", config], {
    cwd: examples,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "integration",
      LAMBDA_ENDPOINT: lambda.url,
      FUNCTION_NAME_MAP: JSON.stringify(
        Object.fromEntries(found.map(({ handler, name }) => [handler, `${name}:$LATEST`])),
      ),
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
    },
  });
  await once(tests, "exit");
  await lambda.close();
  return tally(JSON.parse(readFileSync(join(work, "javascript.json"), "utf8")), sources);
}

/** The examples: their modules, and what their `config` says of the function. */
function handlersIn(sources: string) {
  return readdirSync(sources, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => ({ handler: basename(file, ".ts"), file: join(sources, file) }))
    .map((each) => ({ ...each, source: readFileSync(each.file, "utf8") }))
    .filter(({ source }) => /export const handler\b/u.test(source))
    .map(({ handler, file, source }) => {
      const [, config = ""] = /export const config\b[^=]*=\s*(\{[\s\S]*?\n\})/u.exec(source) ?? [];
      const [, name = handler] = /\bname:\s*"([^"]+)"/u.exec(config) ?? [];
      const [, seconds = SECONDS] = /\bExecutionTimeout:\s*(\d+)/u.exec(config) ?? [];
      const isPlain = /\bdurableConfig:\s*null/u.test(config);
      const durable = isPlain ? {} : { durable: { executionTimeoutSeconds: Number(seconds) } };
      return { handler, file, name: name.replaceAll(/\s/gu, ""), durable };
    });
}

/** Vitest in Jest's stead, which the tests were written for. */
function vitestConfig(at: { examples: string; sources: string; work: string; sdk: Record<string, string> }): string {
  const { examples, sources, work, sdk } = at;
  const write = (name: string, text: string) => {
    writeFileSync(join(work, name), text);
    return join(work, name);
  };
  const setup = write(
    "setup.mjs",
    "globalThis.jest = { ...vi, setTimeout: (testTimeout) => vi.setConfig({ testTimeout }) };\n",
  );
  const empty = write("empty.mjs", "export {};\n"); // for what only AWS's local runner needs
  const shared = [
    "@sinonjs/fake-timers",
    "@aws-sdk/client-lambda",
    "@aws-sdk/client-dynamodb",
    "@aws-lambda-powertools/logger",
  ];
  const alias = [
    ...Object.entries(sdk),
    ...shared.map((name) => [name, join(MODULES, name)] as const),
    ["@smithy/smithy-client", empty] as const,
    // It is larger than some copies of the repository hold. The test reads types, subtypes and names from it.
    ...(existsSync(join(sources, "map/large-scale", LARGE))
      ? []
      : [[`./${LARGE}`, write(LARGE, JSON.stringify(largeHistory()))] as const]),
  ].map(([find, replacement]) => ({ find, replacement }));
  return write(
    "vitest.config.mjs",
    `export default ${JSON.stringify({
      root: examples,
      cacheDir: join(work, "cache"),
      resolve: { alias },
      server: { fs: { strict: false } },
      test: {
        globals: true,
        include: ["src/examples/**/*.test.ts"],
        testNamePattern: "cloud",
        testTimeout: 120_000,
        hookTimeout: 120_000,
        setupFiles: [setup],
        maxWorkers: 3,
        passWithNoTests: true,
        reporters: ["json"],
        outputFile: join(work, "javascript.json"),
      },
    })};\n`,
  );
}

function largeHistory(): object[] {
  const event = (EventType: string, SubType?: string, Name?: string) => ({ EventType, SubType, Name });
  return [
    event("ExecutionStarted"),
    event("ContextStarted", "Map", "large-scale-map"),
    ...Array.from({ length: 50 }, (_, item) => [
      event("ContextStarted", "MapIteration", `map-item-${item}`),
      event("StepStarted", "Step", `process-item-${item + 1}`),
      event("StepSucceeded", "Step", `process-item-${item + 1}`),
      event("ContextSucceeded", "MapIteration", `map-item-${item}`),
    ]).flat(),
    event("ContextSucceeded", "Map", "large-scale-map"),
    ...["wait1", "wait2"].flatMap((name) => [event("WaitStarted", "Wait", name), event("WaitSucceeded", "Wait", name)]),
    ...Array.from({ length: 3 }, () => event("InvocationCompleted")),
    event("ExecutionSucceeded"),
  ];
}

function tally({ testResults }: Report, sources: string): boolean {
  const counts = { passed: 0, failed: 0, "not applicable": 0 };
  for (const { name, message, assertionResults } of testResults) {
    const file = relative(sources, name);
    const ran = assertionResults.filter(({ status }) => status === "passed" || status === "failed");
    const failures = ran.filter(({ status }) => status === "failed");
    const isLocal = !readFileSync(name, "utf8").includes("createTests"); // it has no integration mode
    if (failures.length > 0 || (ran.length === 0 && message && !isLocal)) {
      counts.failed += 1;
      const [first] = failures;
      console.log(`FAILED ${file}: ${first ? `${first.title}: ${first.failureMessages[0]}` : message}`.split("\n")[0]);
    } else {
      counts[ran.length > 0 ? "passed" : "not applicable"] += 1;
    }
  }
  console.log(
    `JavaScript SDK: ${Object.entries(counts)
      .map(([what, count]) => `${count} ${what}`)
      .join(", ")}.`,
  );
  return counts.failed === 0;
}
