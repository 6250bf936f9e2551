import { flushCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { loadHandler } from "./load-handler.ts";
import { directClient, DurableExecutionInvocationInputWithClient } from "./direct-client.ts";
import type { Call, CallAnswer, FunctionError, FunctionRequest, FunctionResponse, SandboxData } from "./protocol.ts";
import { setClock, shiftDate } from "./shifted-date.ts";

// A function's own thread or process. It loads the module as it is deployed and calls its handler for every request, many
// at a time. A module that does not load, an unhandled rejection or an exit ends it, as it ends a Lambda sandbox.

const KEEP_COMPILED_MS = 2000; // by then what an invocation needs is compiled, too

const send = parentPort ? parentPort.postMessage.bind(parentPort) : process.send?.bind(process);
if (!parentPort) {
  // A thread's owner is told by Node.js itself.
  process.on("uncaughtExceptionMonitor", (error) => send?.({ cause: `${error.name}: ${error.message}` }));
  process.on("disconnect", () => process.exit()); // the service is gone, and must not be acted for any more
}

delete process.env["NODE_COMPILE_CACHE"]; // it has done its work, and Lambda does not set it
const data: SandboxData = parentPort ? workerData : JSON.parse(process.argv[2] ?? "");
const { functionName, functionVersion, invokedFunctionArn, isDirect, memoryLimitInMB, tenantId } = data;
const { client, answered } = directClient((call: Call) => send?.(call));
setClock(data.now);
shiftDate();
const handler = await loadHandler(data.entry);

(parentPort ?? process).on("message", async (message: FunctionRequest | CallAnswer) => {
  if ("call" in message) {
    answered(message);
  } else {
    send?.(await respond(message));
  }
});
send?.({ loaded: true });
setTimeout(flushCompileCache, KEEP_COMPILED_MS).unref(); // a crash at the end would lose it

async function respond({ requestId, payload, now, deadline }: FunctionRequest): Promise<FunctionResponse> {
  setClock(now);
  const context = {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion,
    invokedFunctionArn,
    memoryLimitInMB,
    tenantId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    const event: unknown = JSON.parse(payload);
    const result = await handler(
      isDirect ? new DurableExecutionInvocationInputWithClient(Object(event), client) : event,
      context,
    );
    return { requestId, payload: JSON.stringify(result) ?? "null" };
  } catch (thrown) {
    const error = toFunctionError(thrown);
    console.error(`${requestId} Invoke Error ${JSON.stringify(error)}`);
    return { requestId, error };
  }
}

function toFunctionError(error: unknown): FunctionError {
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };
}
