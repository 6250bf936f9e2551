import { devNull } from "node:os";
import type { SandboxData } from "./protocol.ts";
import { functionArn, type LocalFunction, REGION, versionOf } from "./registry.ts";

const MEMORY_MB = 1024;

/** The memory of a function in megabytes, which its sandbox cannot go beyond. */
export const memoryOf = ({ memoryMegabytes = MEMORY_MB }: LocalFunction) => memoryMegabytes;

/** What a function's sandbox needs to know of the function, and what time it is by the service's clock. */
export function sandboxData(local: LocalFunction, now: number, isDirect: boolean, tenantId?: string): SandboxData {
  return {
    now,
    entry: local.entry.href,
    functionName: local.name,
    functionVersion: versionOf(local),
    invokedFunctionArn: functionArn(local.name, versionOf(local)),
    memoryLimitInMB: String(memoryOf(local)),
    isDirect,
    tenantId,
  };
}

/** What Lambda sets by itself, and then the function's own. The developer's AWS profile is kept out. */
export function environment(local: LocalFunction): Record<string, string> {
  return {
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_LAMBDA_FUNCTION_NAME: local.name,
    AWS_LAMBDA_FUNCTION_VERSION: versionOf(local),
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryOf(local)),
    TZ: ":UTC",
    ...local.env,
  };
}
