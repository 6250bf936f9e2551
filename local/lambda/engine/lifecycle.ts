import { randomUUID } from "node:crypto";
import type { ErrorObject, EventType, ExecutionStatus } from "@aws-sdk/client-lambda";
import { functionArn, type Target } from "../functions/registry.ts";
import { type ExecutionRow, isOpen } from "../store/executions.ts";
import type { Ledger } from "../store/ledger.ts";
import type { OperationRow } from "../store/operations.ts";
import { executionId, seconds } from "../wire.ts";
import { asStored, type Ending, outcome, settle } from "./settle.ts";

type Ended = Exclude<ExecutionStatus, "RUNNING">;

const CLOSED = {
  SUCCEEDED: "ExecutionSucceeded",
  FAILED: "ExecutionFailed",
  TIMED_OUT: "ExecutionTimedOut",
  STOPPED: "ExecutionStopped",
} as const satisfies Record<Ended, EventType>;

/** Writes down a new execution, ready to be invoked; `parent` is the operation that waits for it. */
export function startExecution(
  { clock, executions, history, timers }: Ledger,
  target: Target,
  input: string,
  { name = randomUUID(), parent }: { name?: string | undefined; parent?: OperationRow | undefined } = {},
): { key: number; arn: string } {
  const startedAt = clock.now();
  const { function: local, version } = target;
  const arn = `${functionArn(local.name, version)}/durable-execution/${name}/${randomUUID()}`;
  const timeoutSeconds = local.durable?.executionTimeoutSeconds ?? null;
  const row = { arn, function: local.name, version, name, input, timeoutSeconds, startedAt };
  const key = executions.insert({ ...row, parent: parent?.execution ?? null, parentOperation: parent?.id ?? null });
  if (timeoutSeconds !== null) {
    timers.set({ execution: key, operation: "", kind: "execution", due: startedAt + timeoutSeconds * 1000 });
  }
  const details = { Input: { Payload: input }, ExecutionTimeout: timeoutSeconds ?? 0 };
  history.record(key, startedAt, "ExecutionStarted", executionId({ arn }), details);
  return { key, arn };
}

/** Writes down that the execution's invocation has ended; the execution sleeps until something makes it ready. */
export function endInvocation(
  { clock, executions, history }: Ledger,
  execution: ExecutionRow,
  error?: ErrorObject,
): void {
  const at = clock.now();
  history.record(execution.key, at, "InvocationCompleted", null, {
    StartTimestamp: seconds(execution.invokedAt ?? at),
    EndTimestamp: seconds(at),
    RequestId: execution.requestId,
    ...(error ? { Error: { Payload: error } } : {}),
  });
  executions.setPhase(execution.key, "asleep", 0);
}

/** Ends an execution once and for all, and tells the operation that waits for it. One that has ended stays as it is. */
export function closeExecution(ledger: Ledger, key: number, ending: Ending<Ended>): void {
  const { clock, closed, executions, history, operations, timers } = ledger;
  const execution = executions.get(key);
  if (!execution || !isOpen(execution)) {
    return;
  }
  if (execution.phase === "running") {
    endInvocation(ledger, execution); // whatever it still answers comes too late
  }
  const endedAt = clock.now();
  timers.clearAll(key);
  executions.end({ key, endedAt, ...asStored(ending) });
  history.record(key, endedAt, CLOSED[ending.status], executionId(execution), outcome(ending));
  closed.push(execution);
  const { parent, parentOperation } = execution;
  const waiting = parent !== null && parentOperation !== null && operations.get(parent, parentOperation);
  const parentExecution = waiting ? executions.get(waiting.execution) : undefined;
  if (waiting && waiting.status === "STARTED" && parentExecution && isOpen(parentExecution)) {
    settle(ledger, waiting, ending);
  }
}
