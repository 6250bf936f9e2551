import { randomUUID } from "node:crypto";
import type { ErrorObject, EventType } from "@aws-sdk/client-lambda";
import { functionArn, type Target } from "../functions/registry.ts";
import { type ExecutionRow, type ExecutionStatus, isDurable, isOpen } from "../store/executions.ts";
import type { Ledger } from "../store/ledger.ts";
import type { OperationRow } from "../store/operations.ts";
import { executionId, seconds } from "../wire.ts";
import { deadLetter, statusChange } from "./notices.ts";
import { asStored, type Ending, outcome, settle } from "./settle.ts";

type Ended = Exclude<ExecutionStatus, "RUNNING" | "PAUSING" | "PAUSED" | "DELETING">;

const DAY_MS = 86_400_000;

const CLOSED = {
  SUCCEEDED: "ExecutionSucceeded",
  FAILED: "ExecutionFailed",
  TIMED_OUT: "ExecutionTimedOut",
  STOPPED: "ExecutionStopped",
} as const satisfies Record<Ended, EventType>;

/** How an execution begins: with a name, for an operation that waits for it, or asynchronously, for nobody. */
interface Beginning {
  name?: string | undefined;
  parent?: OperationRow | undefined;
  asynchronous?: boolean;
  tenant?: string | undefined;
}

/** Writes down a new execution, ready to be invoked. */
export function startExecution(
  ledger: Ledger,
  target: Target,
  input: string,
  { name = randomUUID(), parent, asynchronous = false, tenant }: Beginning = {},
): { key: number; arn: string } {
  const { clock, executions, history, timers } = ledger;
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
  if (tenant !== undefined) {
    executions.setTenant(key, tenant);
  }
  if (asynchronous) {
    executions.setAsynchronous(key);
  }
  if (local.durable?.retentionPeriodInDays !== undefined) {
    executions.setRetention(key, local.durable.retentionPeriodInDays);
  }
  if (timeoutSeconds !== null) {
    publishStatus(ledger, { ...row, status: "RUNNING", endedAt: null });
  }
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
    endInvocation(ledger, execution); // any further answer comes too late
  }
  const endedAt = clock.now();
  timers.clearAll(key);
  executions.end({ key, endedAt, ...asStored(ending) });
  history.record(key, endedAt, CLOSED[ending.status], executionId(execution), outcome(ending));
  closed.push(execution);
  if (isDurable(execution)) {
    const due = endedAt + executions.retentionDays(key) * DAY_MS;
    timers.set({ execution: key, operation: "", kind: "retention", due });
    publishStatus(ledger, { ...execution, status: ending.status, endedAt });
  }
  if (ending.status !== "SUCCEEDED" && executions.isAsynchronous(key)) {
    bury(ledger, { ...execution, status: ending.status }, ending.error);
  }
  const { parent, parentOperation } = execution;
  const waiting = parent !== null && parentOperation !== null && operations.get(parent, parentOperation);
  const parentExecution = waiting ? executions.get(waiting.execution) : undefined;
  if (waiting && waiting.status === "STARTED" && parentExecution && isOpen(parentExecution)) {
    settle(ledger, waiting, ending);
  }
  if (!isDurable(execution)) {
    executions.delete(key); // only durable executions have a retention period
  }
}

/** Tells the change of an execution's status to the functions that listen, in the transaction that changes it. */
function publishStatus(
  ledger: Ledger,
  execution: Parameters<typeof statusChange>[0] & { status: ExecutionStatus },
): void {
  for (const listener of ledger.functions.listeners(execution.function, execution.status)) {
    startExecution(ledger, listener, JSON.stringify(statusChange(execution)), { asynchronous: true });
  }
}

/** Hands the event of a failed asynchronous invocation to the function's dead-letter function, if it has one. */
function bury(ledger: Ledger, execution: ExecutionRow, error: ErrorObject | undefined): void {
  const name = ledger.functions.newest(execution.function)?.function.deadLetterFunction;
  const undertaker = name === undefined ? undefined : ledger.functions.newest(name);
  if (undertaker) {
    const letter = deadLetter(execution, error, ledger.clock.now());
    startExecution(ledger, undertaker, JSON.stringify(letter), { asynchronous: true });
  }
}
