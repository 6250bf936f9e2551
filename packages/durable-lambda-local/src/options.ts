import { statSync } from "node:fs";
import { isIPv4 } from "node:net";
import { networkInterfaces } from "node:os";
import { parse, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { LocalFunction } from "./functions/registry.ts";

export const USAGE = `Runs AWS Lambda durable functions on this machine.

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
export class BadOption extends Error {}

/** What is to be started, by the command line and the shell's variables; undefined for the usage. Throws BadOption. */
export function optionsIn(args: string[], shell: NodeJS.ProcessEnv) {
  const { values, positionals } = typed(args);
  if (values.help) {
    return undefined;
  }
  const timeoutSeconds = wholeNumber("--timeout", values.timeout, 1, 900);
  const executionTimeoutSeconds = wholeNumber("--execution", values.execution, 1, 31_622_400);
  const retentionPeriodInDays = wholeNumber("--retention", values.retention, 1, 90);
  const port = wholeNumber("--port", values.port ?? (values.sam ? "9014" : "3001"), 0, 65_535);
  const host = values.host === undefined ? undefined : ownAddress(values.host);
  const events = values.events ?? shell["AWS_ENDPOINT_URL_EVENTS"];
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
  const env = Object.fromEntries(values.env.map((text) => variableFrom(text, shell)));
  const shared = { env, timeoutSeconds };
  const functions: LocalFunction[] = [
    ...durable.map((each) => ({ ...each, ...shared, durable: { executionTimeoutSeconds, retentionPeriodInDays } })),
    ...plain.map((each) => ({ ...each, ...shared })),
  ];
  const { data, sam, throttle, "over-http": overHttp } = values;
  return { data, service: { port, host, eventBridge, deadLetterQueue, sam, throttle, overHttp }, functions };
}

function typed(args: string[]) {
  try {
    return parseArgs({
      args,
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

function variableFrom(text: string, shell: NodeJS.ProcessEnv): [string, string] {
  const equals = text.indexOf("=");
  const name = equals < 0 ? text : text.slice(0, equals);
  if (name === "") {
    throw new BadOption(`--env takes NAME=VALUE, and "${text}" has no name.`);
  }
  const value = equals < 0 ? shell[name] : text.slice(equals + 1);
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
