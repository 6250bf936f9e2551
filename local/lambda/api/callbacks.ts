import type { ErrorObject } from "@aws-sdk/client-lambda";
import type { Engine } from "../engine/engine.ts";
import { type Ending, settle } from "../engine/settle.ts";
import { callbackClosed, invalidParameter } from "../errors.ts";
import type { OperationRow } from "../store/operations.ts";

const CALLBACK_ID = /^[A-Za-z0-9+/]+={0,2}$/u;
const MAX_ID_LENGTH = 1024;
const MAX_RESULT_BYTES = 256 * 1024;

/** SendDurableExecutionCallbackSuccess: completes the callback, or throws CallbackTimeoutException if that is done. */
export function succeedCallback(engine: Engine, callbackId: string, result: Buffer): void {
  if (result.byteLength > MAX_RESULT_BYTES) {
    throw invalidParameter(`The callback's result must be at most ${MAX_RESULT_BYTES} bytes.`);
  }
  complete(engine, callbackId, { status: "SUCCEEDED", result: result.byteLength > 0 ? result.toString() : undefined });
}

/** SendDurableExecutionCallbackFailure: as a success, with an error. */
export function failCallback(engine: Engine, callbackId: string, error: ErrorObject): void {
  if (Buffer.byteLength(JSON.stringify(error)) > MAX_RESULT_BYTES) {
    throw invalidParameter(`The callback's error must be at most ${MAX_RESULT_BYTES} bytes.`);
  }
  complete(engine, callbackId, { status: "FAILED", error });
}

/** SendDurableExecutionCallbackHeartbeat: the callback's heartbeat timeout, if it has one, begins anew. */
export function heartbeat(engine: Engine, callbackId: string): void {
  engine.catchUp();
  engine.change(() => {
    const { clock, timers } = engine.ledger;
    const { execution, id, heartbeatSeconds } = openCallback(engine, callbackId);
    if (heartbeatSeconds !== null) {
      timers.set({ execution, operation: id, kind: "heartbeat", due: clock.now() + heartbeatSeconds * 1000 });
    }
  });
}

/** The first one wins: who finds the callback open completes it, in the same transaction. */
function complete(engine: Engine, callbackId: string, ending: Ending<"SUCCEEDED" | "FAILED">): void {
  engine.catchUp();
  engine.change(() => settle(engine.ledger, openCallback(engine, callbackId), ending));
}

function openCallback({ ledger }: Engine, callbackId: string): OperationRow {
  if (callbackId.length > MAX_ID_LENGTH || !CALLBACK_ID.test(callbackId)) {
    throw invalidParameter("The callback ID is malformed.");
  }
  const operation = ledger.operations.byCallback(callbackId);
  if (!operation) {
    throw invalidParameter("The callback ID is not one of this service.");
  }
  if (operation.status !== "STARTED" || ledger.executions.get(operation.execution)?.status !== "RUNNING") {
    throw callbackClosed();
  }
  return operation;
}
