import { parentPort, workerData } from "node:worker_threads";
import type { FunctionError, FunctionRequest, FunctionResponse, WorkerData } from "./protocol.ts";

// A function's own thread. It loads the module as it is deployed and calls its handler for every request, many at a
// time. A module that does not load, an unhandled rejection or an exit ends the thread, as it ends a Lambda sandbox.

const { entry, functionName, functionVersion, invokedFunctionArn, memoryLimitInMB }: WorkerData = workerData;
const { handler } = await import(entry);
if (typeof handler !== "function") {
  throw new Error(`${entry} exports no function named handler`);
}

parentPort?.on("message", async (request: FunctionRequest) => {
  parentPort?.postMessage(await respond(request));
});

async function respond({ requestId, payload, deadline }: FunctionRequest): Promise<FunctionResponse> {
  const context = {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion,
    invokedFunctionArn,
    memoryLimitInMB,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    const result = await handler(JSON.parse(payload), context);
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
