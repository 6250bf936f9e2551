import { execFile } from "node:child_process";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import published from "../src/model/lambda-model.json" with { type: "json" };
import { startLambda } from "../src/service.ts";

/** What a requirement is not met by, for reasons that are not the engine's. */
const DECLARED: Record<string, string> = {
  "3-14": "the Python SDK answers a child context's own result where the requirement asks for the serialized one",
};
const SUITES = "step wait child callback invoke wait_for_condition wait_for_callback parallel map".split(" ");
const MANY_BYTES = 64 * 1024 * 1024;

interface PythonFunction {
  name: string;
  handler: string;
  executionTimeout: number | null;
  tenantIsolation: boolean;
  env: Record<string, string>;
}

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const run = promisify(execFile);

/** Runs AWS's conformance suite through its Python handlers. Prints what failed; gives whether only declared differences did. */
export async function conformance(checkouts: { conformance: string; python: string; work: string }): Promise<boolean> {
  const { work } = checkouts;
  const python = "/usr/bin/python3"; // Debian's, which finds python3-boto3 and python3-yaml
  const models = join(work, "models/lambda/2015-03-31");
  mkdirSync(models, { recursive: true });
  writeFileSync(join(models, "service-2.json"), JSON.stringify(botocoreModel()));
  const env = {
    PATH: process.env["PATH"] ?? "",
    CONFORMANCE: checkouts.conformance,
    PYTHON_SDK: checkouts.python,
    WORK: work,
    AWS_DATA_PATH: join(work, "models"),
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  const ask = async (command: string, suite: string, more: Record<string, string> = {}) => {
    const options = { env: { ...env, ...more }, maxBuffer: MANY_BYTES };
    const { stdout } = await run(python, [here("suite.py"), command, suite], options);
    return JSON.parse(stdout);
  };

  const failures = new Map<string, string[]>();
  let total = 0;
  for (const suite of SUITES) {
    const log = join(work, `${suite}.log`);
    writeFileSync(log, "");
    const lambda = await startLambda({ log: (text) => appendFileSync(log, text) });
    const functions: PythonFunction[] = await ask("functions", suite);
    lambda.register(
      functions.map(({ name, handler, executionTimeout, tenantIsolation, env: own }) => ({
        name,
        entry: new URL("bridge.mjs", import.meta.url),
        tenantIsolation,
        env: {
          ...env,
          ...own,
          AWS_ENDPOINT_URL_LAMBDA: lambda.url,
          COUNTERS: join(work, `counters-${suite}-${process.pid}.json`),
          BRIDGE: JSON.stringify({ python, runtime: here("runtime.py"), handler }),
        },
        ...(executionTimeout === null ? {} : { durable: { executionTimeoutSeconds: executionTimeout } }),
      })),
    );
    const results: Record<string, string[]> = await ask("validate", suite, { ENGINE_URL: lambda.url, LOG: log });
    await lambda.close();
    total += Object.keys(results).length;
    Object.entries(results).forEach(([name, errors]) => errors.length > 0 && failures.set(name, errors));
    console.log(
      `${suite}: ${Object.values(results).filter((errors) => errors.length === 0).length} of ${Object.keys(results).length}`,
    );
  }
  for (const [requirement, errors] of failures) {
    console.log(
      `${DECLARED[requirement] ? "DECLARED" : "FAILED"} ${requirement}: ${DECLARED[requirement] ?? errors.join("; ")}`,
    );
  }
  console.log(`Conformance: ${total - failures.size} of ${total} requirements met.`);
  return [...failures.keys()].every((requirement) => requirement in DECLARED);
}

/** The model in the form in which botocore reads it: Debian's own is older than durable functions. */
function botocoreModel(): object {
  const reference = (shape?: string) => (shape === undefined ? {} : { shape });
  return {
    version: "2.0",
    metadata: {
      apiVersion: "2015-03-31",
      endpointPrefix: "lambda",
      protocol: "rest-json",
      serviceFullName: "AWS Lambda",
      serviceId: "Lambda",
      signatureVersion: "v4",
      uid: "lambda-2015-03-31",
    },
    operations: Object.fromEntries(
      Object.entries(published.operations).map(([name, { http, input, errors, ...operation }]) => [
        name,
        {
          name,
          http,
          input: reference(input),
          ...("output" in operation ? { output: reference(operation.output) } : {}),
          errors: errors.map(reference),
        },
      ]),
    ),
    shapes: published.shapes,
  };
}
