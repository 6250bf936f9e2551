import type { ErrorObject, EventType, OperationStatus } from "@aws-sdk/client-lambda";
import type { EventDetails } from "../store/history.ts";
import type { Ledger } from "../store/ledger.ts";
import type { OperationRow } from "../store/operations.ts";
import { seconds } from "../wire.ts";

/** How an execution or an operation ended. */
export interface Ending<Status> {
  status: Status;
  result?: string | undefined;
  error?: ErrorObject | undefined;
}

const SETTLED: Partial<Record<OperationRow["type"], Partial<Record<OperationStatus, EventType>>>> = {
  CALLBACK: { SUCCEEDED: "CallbackSucceeded", FAILED: "CallbackFailed", TIMED_OUT: "CallbackTimedOut" },
  CHAINED_INVOKE: {
    SUCCEEDED: "ChainedInvokeSucceeded",
    FAILED: "ChainedInvokeFailed",
    TIMED_OUT: "ChainedInvokeTimedOut",
    STOPPED: "ChainedInvokeStopped",
  },
};

/** Ends an operation that the function waits for, and wakes its execution. */
export function settle(ledger: Ledger, operation: OperationRow, ending: Ending<OperationStatus>): void {
  const { clock, history } = ledger;
  const at = clock.now();
  const event = SETTLED[operation.type]?.[ending.status];
  change(ledger, { ...operation, ...asStored(ending), endedAt: at });
  if (event) {
    history.record(operation.execution, at, event, operation.id, outcome(ending));
  }
}

/** Ends a wait, and wakes its execution. */
export function endWait(ledger: Ledger, operation: OperationRow): void {
  const at = ledger.clock.now();
  change(ledger, { ...operation, status: "SUCCEEDED", endedAt: at });
  const Duration = seconds((operation.dueAt ?? at) - operation.startedAt);
  ledger.history.record(operation.execution, at, "WaitSucceeded", operation.id, { Duration });
}

/** Makes a step's next attempt ready, and wakes its execution. */
export function readyStep(ledger: Ledger, operation: OperationRow): void {
  change(ledger, { ...operation, status: "READY", dueAt: null });
}

/** Everything that changes behind the function's back comes through here: the function is told by its next checkpoint or invocation. */
function change({ changed, executions, operations, timers }: Ledger, operation: OperationRow): void {
  operations.save({ ...operation, unseen: 1 });
  changed.push(operation.execution);
  timers.clear(operation.execution, operation.id);
  executions.wake(operation.execution);
}

/** An ending as the tables have it. */
export function asStored<Status>({ status, result, error }: Ending<Status>) {
  return { status, result: result ?? null, error: error ? JSON.stringify(error) : null };
}

/** An ending as an event tells it. */
export function outcome({ status, result, error }: Ending<string>): EventDetails {
  return status === "SUCCEEDED" ? { Result: { Payload: result } } : { Error: { Payload: error ?? {} } };
}
