import type {
  ErrorObject,
  GetDurableExecutionHistoryRequest,
  GetDurableExecutionRequest,
  ListDurableExecutionsByFunctionRequest,
} from "@aws-sdk/client-lambda";
import type { Engine } from "../engine/engine.ts";
import { closeExecution } from "../engine/lifecycle.ts";
import { checkErrorSize } from "../engine/limits.ts";
import { pause, resume } from "../engine/pause.ts";
import { conflict, notFound } from "../errors.ts";
import { functionArn } from "../functions/registry.ts";
import { type ExecutionRow, isDurable, isOpen } from "../store/executions.ts";
import type { Ledger } from "../store/ledger.ts";
import { errorOf, seconds } from "../wire.ts";
import { marker, pageOf } from "./page.ts";

/** GetDurableExecution. */
export function getExecution(ledger: Ledger, input: GetDurableExecutionRequest): object {
  const { DurableExecutionArn, IncludeExecutionData: withData = true } = input;
  const execution = find(ledger, DurableExecutionArn);
  return {
    ...summary(execution),
    Version: execution.version,
    DurableConfig: {
      ExecutionTimeout: execution.timeoutSeconds ?? undefined,
      RetentionPeriodInDays: ledger.executions.retentionDays(execution.key),
    },
    ExecutionDataIncluded: withData,
    ...pauseDetails(ledger, execution, withData),
    ...(withData
      ? { InputPayload: execution.input, Result: execution.result ?? undefined, Error: errorOf(execution.error) }
      : {}),
  };
}

/** GetDurableExecutionHistory. */
export function getHistory(ledger: Ledger, input: GetDurableExecutionHistoryRequest): object {
  const { DurableExecutionArn, IncludeExecutionData: withData = true, ReverseOrder: reverse = false } = input;
  const query = { ...pageOf(input), withData, reverse };
  const { events, next } = ledger.history.page(find(ledger, DurableExecutionArn), query);
  return { Events: events, NextMarker: marker(next) };
}

/** ListDurableExecutionsByFunction: newest first, unless reversed. */
export function listExecutions(ledger: Ledger, input: ListDurableExecutionsByFunctionRequest): object {
  const { FunctionName = "", Qualifier, StartedAfter, StartedBefore } = input;
  const { function: local, qualifier, version } = ledger.functions.resolve(FunctionName, Qualifier);
  const query = {
    ...pageOf(input),
    function: local.name,
    version: qualifier ? version : null,
    name: input.DurableExecutionName ?? null,
    statuses: JSON.stringify(input.Statuses ?? []),
    after: StartedAfter?.getTime() ?? null,
    before: StartedBefore?.getTime() ?? null,
    reverse: input.ReverseOrder ? 1 : 0,
  } as const;
  const rows = ledger.executions.list({ ...query, limit: query.limit + 1 });
  const next = rows.length > query.limit ? query.offset + query.limit : undefined;
  return { DurableExecutions: rows.slice(0, query.limit).map(summary), NextMarker: marker(next) };
}

/** StopDurableExecution; one that has ended already stays as it is. */
export function stopExecution(engine: Engine, arn: string, error: ErrorObject): object {
  checkErrorSize(error);
  const { key } = find(engine.ledger, arn);
  engine.change(() => closeExecution(engine.ledger, key, { status: "STOPPED", error }));
  return { StopTimestamp: seconds(find(engine.ledger, arn).endedAt ?? engine.ledger.clock.now()) };
}

/** PauseDurableExecution. */
export function pauseExecution(engine: Engine, arn: string, request: Parameters<typeof pause>[2]): object {
  const at = engine.change(() => pause(engine.ledger, find(engine.ledger, arn), request));
  return { PauseRequestTimestamp: seconds(at) };
}

/** ResumeDurableExecution. */
export function resumeExecution(engine: Engine, arn: string, request: Parameters<typeof resume>[2]): object {
  const at = engine.change(() => resume(engine.ledger, find(engine.ledger, arn), request));
  return { ResumeRequestTimestamp: seconds(at) };
}

/** DeleteDurableExecution: done at once, so that nobody sees it DELETING. Throws ResourceConflictException for one that goes on. */
export function deleteExecution(engine: Engine, arn: string): object {
  const { ledger } = engine;
  engine.change(() => {
    const execution = find(ledger, arn);
    if (isOpen(execution)) {
      throw conflict(`The execution is ${execution.status}; stop it before you delete it.`);
    }
    ledger.executions.delete(execution.key);
  });
  return { DeletionRequestTimestamp: seconds(ledger.clock.now()) };
}

/** Why and since when an execution is paused or about to be. */
function pauseDetails({ pauses }: Ledger, { key, status }: ExecutionRow, withData: boolean): object {
  const row = status === "PAUSED" || status === "PAUSING" ? pauses.get(key) : undefined;
  return row
    ? {
        PauseDetails: {
          ExecutionTimeoutPaused: row.timeoutPaused === 1,
          PauseRequestTimestamp: seconds(row.requestedAt),
          ...(withData && row.reason !== null ? { Reason: row.reason } : {}),
        },
      }
    : {};
}

function find({ executions }: Ledger, arn = ""): ExecutionRow {
  const execution = executions.byArn(arn);
  if (!execution || !isDurable(execution)) {
    throw notFound(`Durable execution not found: ${arn}`);
  }
  return execution;
}

function summary(execution: ExecutionRow) {
  return {
    DurableExecutionArn: execution.arn,
    DurableExecutionName: execution.name,
    FunctionArn: functionArn(execution.function, execution.version),
    Status: execution.status,
    StartTimestamp: seconds(execution.startedAt),
    EndTimestamp: execution.endedAt === null ? undefined : seconds(execution.endedAt),
  };
}
