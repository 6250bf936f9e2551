import { mkdirSync, statSync } from "node:fs";
import { isIPv4 } from "node:net";
import { networkInterfaces } from "node:os";
import { join, parse, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { PortTaken } from "./listen.ts";
import type { LocalFunction } from "./functions/registry.ts";
import { tryLoad } from "./functions/try-load.ts";
import { type LocalLambda, startLambda } from "./service.ts";
import { DatabaseInUse, DatabaseUnusable } from "./store/sqlite.ts";

const USAGE = `Runs AWS Lambda durable functions on this machine.

  durable-lambda-local app.ts --name onboard     the module's export "handler", as the durable function "onboard"
  durable-lambda-local a=one.ts b=two.ts         several functions
  durable-lambda-local --sam                     SAM CLI's external emulator, for the functions in its containers

  --data DIR           keeps executions there over restarts and crashes; without it they live for the run
  --port 3001          where it listens, on 127.0.0.1; 0 picks a free port; 9014 with --sam
  --host 172.17.0.1    another address of this machine to listen on, as Docker's containers on Linux need
  --plain c=three.ts   a function that is not durable; may be repeated
  --env NAME=VALUE     gives the functions an environment variable; NAME alone takes the shell's; may be repeated
  --events URL         an EventBridge endpoint that gets every status change; AWS_ENDPOINT_URL_EVENTS without it
  --dead-letters URL   an SQS queue that gets failed asynchronous invocations
  --timeout 60         how many seconds an invocation may take
  --execution 86400    how many seconds a durable execution may take
  --retention 14       how many days an execution is kept after its end
  --throttle           refuses more requests a second than AWS's default quotas allow
  --over-http          durable functions checkpoint over HTTP, by the client that they bring, as in the cloud; slower
  --help               prints this

Clients find it by AWS_ENDPOINT_URL_LAMBDA=http://127.0.0.1:3001, with any region and any credentials;
SAM CLI by DURABLE_EXECUTIONS_EXTERNAL_EMULATOR_PORT=9014.`;

/** What is wrong with the command line, and what to do about it. */
class BadOption extends Error {}

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
  const { values, positionals } = options();
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const timeoutSeconds = wholeNumber("--timeout", values.timeout, 1, 900);
  const executionTimeoutSeconds = wholeNumber("--execution", values.execution, 1, 31_622_400);
  const retentionPeriodInDays = wholeNumber("--retention", values.retention, 1, 90);
  const port = wholeNumber("--port", values.port ?? (values.sam ? "9014" : "3001"), 0, 65_535);
  const host = values.host === undefined ? undefined : ownAddress(values.host);
  const events = values.events ?? process.env["AWS_ENDPOINT_URL_EVENTS"];
  const eventBridge = events === undefined ? undefined : httpUrl("--events", events);
  const letters = values["dead-letters"];
  const deadLetterQueue = letters === undefined ? undefined : httpUrl("--dead-letters", letters);
  if (values.name !== undefined && positionals.length !== 1) {
    throw new BadOption("--name names one module. Name several so: one=one.ts two=two.ts.");
  }
  const durable = positionals.map((text) => functionFrom(text, positionals.length === 1 ? values.name : undefined));
  const plain = values.plain.map((text) => functionFrom(text));
  if (values.sam && durable.length + plain.length > 0) {
    throw new BadOption("--sam runs the functions in SAM's containers. Leave the modules out.");
  }
  if (!values.sam && durable.length === 0 && plain.length === 0) {
    throw new BadOption(`Name a module that exports a handler.\n\n${USAGE}`);
  }
  const names = [...durable, ...plain].map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new BadOption(`Two functions are named "${twice}". Give one another name: other=module.ts.`);
  }
  const env = Object.fromEntries(values.env.map(variableFrom));
  if (values.data !== undefined) {
    makeFolder(values.data);
  }
  const database = values.data === undefined ? undefined : join(values.data, "executions.db");
  const { sam, throttle, "over-http": overHttp } = values;
  const lambda = await startLambda({ port, host, database, eventBridge, deadLetterQueue, sam, throttle, overHttp });
  const shared = { env: { AWS_ENDPOINT_URL_LAMBDA: lambda.url, ...env }, timeoutSeconds };
  const functions: LocalFunction[] = [
    ...durable.map((each) => ({ ...each, ...shared, durable: { executionTimeoutSeconds, retentionPeriodInDays } })),
    ...plain.map((each) => ({ ...each, ...shared })),
  ];
  await refuseUnloadable(functions, lambda);
  lambda.register(functions);
  if (host !== undefined) {
    console.log(`Anyone who can reach ${host} can run and read everything here: no credential is checked.`);
  }
  if (values.sam) {
    const variable = `DURABLE_EXECUTIONS_EXTERNAL_EMULATOR_PORT=${new URL(lambda.url).port}`;
    console.log(`SAM CLI's external emulator is at ${lambda.url}: run sam local with ${variable}. Ctrl-C stops it.`);
    return stopBySignal(lambda);
  }
  const invocable = [...durable.map(({ name }) => `${name}:live`), ...plain.map(({ name }) => name)].join(", ");
  console.log(`Lambda is at ${lambda.url} with ${invocable}. Ctrl-C stops it.`);
  stopBySignal(lambda);
}

/** Says at once what would fail every invocation. */
async function refuseUnloadable(functions: LocalFunction[], lambda: LocalLambda): Promise<void> {
  for (const local of functions) {
    const cause = await tryLoad(local);
    if (cause !== undefined) {
      await lambda.close();
      throw new BadOption(
        `${fileURLToPath(local.entry)} does not load: ${cause.trim().replace(/^Error: |\.$/gu, "")}.`,
      );
    }
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

/** One address: listening on all of them would open it to every network that the machine is in. */
function ownAddress(host: string): string {
  const own = Object.values(networkInterfaces()).flatMap((all = []) => all.map(({ address }) => address));
  if (!own.includes(host) || host === "127.0.0.1") {
    const choice = own.filter((address) => isIPv4(address) && address !== "127.0.0.1").join(", ");
    throw new BadOption(
      `--host is "${host}"; it takes an address of this machine besides 127.0.0.1: ${choice || "there is none"}.`,
    );
  }
  return host;
}

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        name: { type: "string" },
        data: { type: "string" },
        port: { type: "string" },
        host: { type: "string" },
        sam: { type: "boolean", default: false },
        events: { type: "string" },
        "dead-letters": { type: "string" },
        plain: { type: "string", multiple: true, default: [] },
        env: { type: "string", multiple: true, default: [] },
        timeout: { type: "string", default: "60" },
        execution: { type: "string", default: "86400" },
        retention: { type: "string", default: "14" },
        throttle: { type: "boolean", default: false },
        "over-http": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BadOption(`${reason.split(". ", 1)[0]}. durable-lambda-local --help lists the options.`);
  }
}

/** A function from `name=module`; one without a name is called as its module is. */
function functionFrom(text: string, given?: string): { name: string; entry: URL } {
  const [, named, path = ""] = /^(?:([^=/\\]+)=)?(.+)$/u.exec(text) ?? [];
  const name = given ?? named ?? parse(path).name;
  if (!/^[A-Za-z0-9_-]{1,64}$/u.test(name)) {
    throw new BadOption(`"${name}" names no function: a name has 1 to 64 letters, digits, hyphens and underscores.`);
  }
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    throw new BadOption(`There is no file ${resolve(path)}.`);
  }
  return { name, entry: pathToFileURL(path) };
}

function variableFrom(text: string): [string, string] {
  const equals = text.indexOf("=");
  const name = equals < 0 ? text : text.slice(0, equals);
  if (name === "") {
    throw new BadOption(`--env takes NAME=VALUE, and "${text}" has no name.`);
  }
  const value = equals < 0 ? process.env[name] : text.slice(equals + 1);
  if (value === undefined) {
    throw new BadOption(`--env ${name}: the shell has no such variable. Give it a value: --env ${name}=VALUE.`);
  }
  return [name, value];
}

function httpUrl(what: string, text: string): string {
  if (!URL.canParse(text) || !/^https?:$/u.test(new URL(text).protocol)) {
    throw new BadOption(`${what} is "${text}"; it takes a URL such as http://127.0.0.1:4566.`);
  }
  return text;
}

function wholeNumber(what: string, text: string, least: number, most: number): number {
  if (!/^\d{1,8}$/u.test(text) || Number(text) < least || Number(text) > most) {
    throw new BadOption(`${what} is "${text}"; it takes a whole number from ${least} to ${most}.`);
  }
  return Number(text);
}
