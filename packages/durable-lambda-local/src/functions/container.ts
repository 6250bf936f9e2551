import { request } from "node:http";
import { text } from "node:stream/consumers";
import type { FunctionError, FunctionResponse } from "./protocol.ts";

/** SAM CLI calls the one function in each of its containers so. */
export const CONTAINER = "function";

export const LOCALHOST = new Set(["localhost", "127.0.0.1"]);

// The container ends what takes longer than the function's own timeout, which is 15 minutes at most.
const LIMIT_MS = 16 * 60 * 1000;

/**
 * Invokes the function in the container that listens on this port of this machine, through its runtime interface emulator.
 * Never rejects: a container that is gone, or busy, is an error of the function's, and the invocation is tried again later.
 * @see https://github.com/aws/aws-lambda-runtime-interface-emulator
 */
export async function invokeContainer(port: string, requestId: string, payload: string): Promise<FunctionResponse> {
  try {
    const { status, body } = await post(
      `http://localhost:${port}/2015-03-31/functions/${CONTAINER}/invocations`,
      payload,
    );
    const answer: unknown = parse(body);
    if (status !== 200 || answer === undefined) {
      // A timeout is answered in plain text with status 200.
      return failed(requestId, "Runtime.ContainerError", `${status} ${body.slice(0, 200)}`);
    }
    return isError(answer)
      ? { requestId, error: { ...answer, trace: answer.trace ?? [] } }
      : { requestId, payload: body };
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    return failed(requestId, "Runtime.ContainerUnreachable", `No answer from the container on port ${port}: ${reason}`);
  }
}

async function post(url: string, payload: string): Promise<{ status: number; body: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(payload) };
  // Not fetch, which gives up on an answer that takes five minutes.
  request(url, { method: "POST", headers, agent: false, signal: AbortSignal.timeout(LIMIT_MS) }, (response) => {
    text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
  })
    .on("error", reject)
    .end(payload);
  return await promise;
}

const failed = (requestId: string, errorType: string, errorMessage: string): FunctionResponse => ({
  requestId,
  error: { errorType, errorMessage, trace: [] },
});

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The emulator answers a function's error as it answers a result; a durable function's result has a status. */
const isError = (answer: unknown): answer is Omit<FunctionError, "trace"> & { trace?: string[] } =>
  typeof answer === "object" && answer !== null && "errorMessage" in answer && !("Status" in answer);
