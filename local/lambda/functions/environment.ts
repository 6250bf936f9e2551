import { devNull } from "node:os";
import type { WorkerData } from "./protocol.ts";
import { functionArn, type LocalFunction, REGION } from "./registry.ts";

const MEMORY_MB = "1024";

/** What a function's thread needs to know of the function. */
export function workerData({ name, entry }: LocalFunction): WorkerData {
  return {
    entry: entry.href,
    functionName: name,
    functionVersion: "1",
    invokedFunctionArn: functionArn(name, "live"),
    memoryLimitInMB: MEMORY_MB,
  };
}

/** What Lambda sets by itself, and then the function's own. The developer's AWS profile is kept out. */
export function environment({ name, env }: LocalFunction): Record<string, string> {
  return {
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: "1",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: MEMORY_MB,
    TZ: ":UTC",
    ...env,
  };
}
