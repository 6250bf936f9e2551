import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PortTaken } from "./listen.ts";
import type { LocalFunction } from "./functions/registry.ts";
import { tryLoad } from "./functions/try-load.ts";
import { BadOption, optionsIn, USAGE } from "./options.ts";
import { type LocalLambda, startLambda } from "./service.ts";
import { DatabaseInUse, DatabaseUnusable } from "./store/sqlite.ts";

try {
  await main();
} catch (error) {
  const expected = [BadOption, DatabaseInUse, DatabaseUnusable, PortTaken].some((kind) => error instanceof kind);
  if (!(error instanceof Error) || !(expected || ("syscall" in error && error.syscall === "listen"))) {
    throw error;
  }
  console.error(expected ? error.message : `The port can't be used: ${error.message}. Choose another one.`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const asked = optionsIn(process.argv.slice(2), process.env);
  if (!asked) {
    console.log(USAGE);
    return;
  }
  const { data, service } = asked;
  if (data !== undefined) {
    makeFolder(data);
  }
  const lambda = await startLambda({ ...service, database: data && join(data, "executions.db") });
  const functions = asked.functions.map((each) => ({
    ...each,
    env: { AWS_ENDPOINT_URL_LAMBDA: lambda.url, ...each.env },
  }));
  await refuseUnloadable(functions, lambda);
  lambda.register(functions);
  if (service.host !== undefined) {
    console.log(`Anyone who can reach ${service.host} can run and read everything here: no credential is checked.`);
  }
  if (service.sam) {
    const variable = `DURABLE_EXECUTIONS_EXTERNAL_EMULATOR_PORT=${new URL(lambda.url).port}`;
    console.log(`SAM CLI's external emulator is at ${lambda.url}: run sam local with ${variable}. Ctrl-C stops it.`);
    return stopBySignal(lambda);
  }
  const invocable = functions.map(({ name, durable }) => (durable ? `${name}:live` : name)).join(", ");
  console.log(`Lambda is at ${lambda.url} with ${invocable}. Ctrl-C stops it.`);
  stopBySignal(lambda);
}

/** Says at once, of each function, what would fail every invocation. */
async function refuseUnloadable(functions: LocalFunction[], lambda: LocalLambda): Promise<void> {
  const faults: string[] = [];
  for (const local of functions) {
    const cause = await tryLoad(local);
    if (cause !== undefined) {
      faults.push(`${fileURLToPath(local.entry)} does not load: ${cause.trim().replace(/^Error: |\.$/gu, "")}.`);
    }
  }
  if (faults.length > 0) {
    await lambda.close();
    throw new BadOption(faults.join("\n"));
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BadOption(`--data ${path}: the folder can't be made: ${reason}.`);
  }
}

function stopBySignal(lambda: LocalLambda): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void lambda.close().then(() => process.exit()));
  }
}
