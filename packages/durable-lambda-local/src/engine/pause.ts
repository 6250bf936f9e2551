import { conflict } from "../errors.ts";
import { type ExecutionRow, isOpen } from "../store/executions.ts";
import type { Ledger } from "../store/ledger.ts";
import { seconds } from "../wire.ts";
import { endInvocation } from "./lifecycle.ts";

// https://docs.aws.amazon.com/lambda/latest/dg/durable-pause-resume.html

/** What a request to pause or to resume says. */
export interface Request {
  ClientToken?: string | undefined;
  Reason?: string | undefined;
}

/**
 * Pauses an execution, at once or at the next checkpoint of the invocation that runs; gives when that was asked for, in
 * milliseconds. What it waits for still happens. Throws ResourceConflictException for one that does not run.
 */
export function pause(
  ledger: Ledger,
  execution: ExecutionRow,
  request: Request & { ExecutionTimeoutPaused?: boolean },
): number {
  const { clock, executions, pauses } = ledger;
  const former = pauses.get(execution.key);
  if (former && former.resumedAt === null && former.token !== null && former.token === request.ClientToken) {
    return former.requestedAt;
  }
  if (execution.status !== "RUNNING") {
    throw conflict(`The execution is ${execution.status}; only one that is RUNNING can be paused.`);
  }
  const requestedAt = clock.now();
  pauses.save({
    execution: execution.key,
    requestedAt,
    token: request.ClientToken ?? null,
    reason: request.Reason ?? null,
    timeoutPaused: request.ExecutionTimeoutPaused ? 1 : 0,
    interrupted: 0,
    remaining: null,
    resumedAt: null,
    resumeToken: null,
  });
  executions.setStatus(execution.key, "PAUSING");
  if (execution.phase !== "running") {
    settlePause(ledger, execution.key);
  }
  return requestedAt;
}

/** Lets an execution that is to be paused be so, unless its invocation goes on or it has ended. */
export function settlePause({ clock, executions, history, pauses, timers }: Ledger, key: number): void {
  const execution = executions.get(key);
  const row = pauses.get(key);
  if (execution?.status !== "PAUSING" || execution.phase === "running" || !row) {
    return;
  }
  const now = clock.now();
  const timeout = { execution: key, operation: "", kind: "execution" } as const;
  const remaining = row.timeoutPaused ? (timers.dueAt(timeout) ?? now) - now : null;
  if (remaining !== null) {
    timers.remove(timeout);
  }
  pauses.save({ ...row, interrupted: execution.phase === "asleep" ? 0 : 1, remaining });
  executions.setPhase(key, "paused", 0);
  executions.setStatus(key, "PAUSED");
  history.record(key, now, "ExecutionPaused", null, {
    ExecutionTimeoutPaused: row.timeoutPaused === 1,
    PauseRequestTimestamp: seconds(row.requestedAt),
    ...(row.reason === null ? {} : { Reason: { Payload: row.reason } }),
  });
}

/** Cuts the invocation off that has just checkpointed, where its execution is to be paused. Says whether it did. */
export function pauseAtCheckpoint(ledger: Ledger, key: number): boolean {
  const execution = ledger.executions.isPausing(key) ? ledger.executions.get(key) : undefined;
  if (!execution) {
    return false;
  }
  endInvocation(ledger, execution);
  ledger.executions.setPhase(key, "ready", 0);
  ledger.interrupted.push(execution.arn);
  settlePause(ledger, key);
  return true;
}

/**
 * Resumes an execution that is paused, or lets one go on that was to be; gives when that was asked for, in milliseconds.
 * Throws ResourceConflictException for one that is not paused.
 */
export function resume(ledger: Ledger, execution: ExecutionRow, { ClientToken, Reason }: Request): number {
  const { clock, executions, history, operations, pauses, timers } = ledger;
  const { key, status } = execution;
  const row = pauses.get(key);
  if (row && row.resumedAt !== null && row.resumeToken !== null && row.resumeToken === ClientToken) {
    return row.resumedAt;
  }
  if (!row || !isOpen(execution) || status === "RUNNING") {
    throw conflict(`The execution is ${status}; only one that is PAUSED or PAUSING can be resumed.`);
  }
  const now = clock.now();
  pauses.save({ ...row, resumedAt: now, resumeToken: ClientToken ?? null });
  executions.setStatus(key, "RUNNING");
  if (status === "PAUSED") {
    const isDue = row.interrupted === 1 || operations.hasUnseen(key);
    executions.setPhase(key, isDue ? "ready" : "asleep", 0);
    if (row.remaining !== null) {
      timers.set({ execution: key, operation: "", kind: "execution", due: now + row.remaining });
    }
    history.record(key, now, "ExecutionResumed", null, {
      ResumeRequestTimestamp: seconds(now),
      ...(Reason === undefined ? {} : { Reason: { Payload: Reason } }),
    });
  }
  return now;
}
