import type { ErrorObject } from "@aws-sdk/client-lambda";
import type { Engine } from "../engine/engine.ts";
import { checkErrorSize } from "../engine/limits.ts";
import { type Ending, settle } from "../engine/settle.ts";
import { callbackClosed, notFound } from "../errors.ts";
import { isOpen } from "../store/executions.ts";
import type { OperationRow } from "../store/operations.ts";

/** SendDurableExecutionCallbackSuccess: completes the callback, or throws CallbackTimeoutException if that is done. */
export function succeedCallback(engine: Engine, callbackId: string, result: Buffer): void {
  complete(engine, callbackId, { status: "SUCCEEDED", result: result.byteLength > 0 ? result.toString() : undefined });
}

/** SendDurableExecutionCallbackFailure: as a success, with an error. */
export function failCallback(engine: Engine, callbackId: string, error: ErrorObject): void {
  checkErrorSize(error);
  complete(engine, callbackId, { status: "FAILED", error });
}

/** SendDurableExecutionCallbackHeartbeat: the callback's heartbeat timeout, if it has one, begins anew. */
export function heartbeat(engine: Engine, callbackId: string): void {
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
  engine.change(() => settle(engine.ledger, openCallback(engine, callbackId), ending));
}

function openCallback({ ledger }: Engine, callbackId: string): OperationRow {
  const operation = ledger.operations.byCallback(callbackId);
  if (!operation) {
    throw notFound("No callback has this ID.");
  }
  const execution = ledger.executions.get(operation.execution);
  if (operation.status !== "STARTED" || !execution || !isOpen(execution)) {
    throw callbackClosed();
  }
  return operation;
}
