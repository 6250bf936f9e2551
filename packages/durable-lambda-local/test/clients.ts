import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  CheckpointDurableExecutionCommand,
  GetDurableExecutionCommand,
  GetDurableExecutionHistoryCommand,
  GetDurableExecutionStateCommand,
  InvokeCommand,
  LambdaClient,
  ListDurableExecutionsByFunctionCommand,
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackHeartbeatCommand,
  SendDurableExecutionCallbackSuccessCommand,
  StopDurableExecutionCommand,
} from "@aws-sdk/client-lambda";

const CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" };

const COMMANDS = {
  Invoke: InvokeCommand,
  CheckpointDurableExecution: CheckpointDurableExecutionCommand,
  GetDurableExecutionState: GetDurableExecutionStateCommand,
  SendDurableExecutionCallbackSuccess: SendDurableExecutionCallbackSuccessCommand,
  SendDurableExecutionCallbackFailure: SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackHeartbeat: SendDurableExecutionCallbackHeartbeatCommand,
  GetDurableExecution: GetDurableExecutionCommand,
  GetDurableExecutionHistory: GetDurableExecutionHistoryCommand,
  ListDurableExecutionsByFunction: ListDurableExecutionsByFunctionCommand,
  StopDurableExecution: StopDurableExecutionCommand,
};

/** The calls of the API, by the names that AWS gives them. */
type Operation = keyof typeof COMMANDS;

/** Makes a call and gives its answer; rejects with an error that has the exception's name. */
export type Call = (url: string, operation: Operation, input: object) => Promise<Record<string, unknown>>;

/** AWS's SDK. */
export const sdk: Call = async (url, operation, input) => {
  const client = new LambdaClient({ endpoint: url, region: "us-east-1", credentials: CREDENTIALS });
  try {
    const answer: object = await client.send(Reflect.construct(COMMANDS[operation], [input]));
    return { ...answer };
  } finally {
    client.destroy();
  }
};

/** AWS's command line. */
export const cli: Call = async (url, operation, input) => {
  const options = Object.entries(input).flatMap(([name, value]) => [
    `--${kebab(name)}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const output = operation === "Invoke" ? ["/dev/null"] : [];
  const args = ["lambda", kebab(operation), "--endpoint-url", url, "--region", "us-east-1", ...options, ...output];
  const folder = mkdtempSync(join(tmpdir(), "aws-"));
  const env = {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_CONFIG_FILE: config(folder),
  };
  try {
    const { stdout } = await promisify(execFile)("aws", args, { env });
    return stdout === "" ? {} : JSON.parse(stdout);
  } catch (error) {
    const [, exception = "Error"] = /An error occurred \((\w+)\)/u.exec(String(error)) ?? [];
    throw Object.assign(new Error(String(error)), { name: exception });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const kebab = (name: string) => name.replace(/(?!^)[A-Z]/gu, "-$&").toLowerCase();

/** Version 2 of the command line takes blobs as they are only where it is told to; version 1 always does. */
function config(folder: string): string {
  const file = join(folder, "config");
  writeFileSync(file, "[default]\ncli_binary_format = raw-in-base64-out\noutput = json\n");
  return file;
}

/** Whether the command line is installed, in a version that knows durable functions. */
export async function hasCli(): Promise<boolean> {
  try {
    await promisify(execFile)("aws", ["lambda", "get-durable-execution", "--generate-cli-skeleton", "input"]);
    return true;
  } catch {
    return false;
  }
}
