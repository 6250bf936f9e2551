import type { ErrorObject } from "@aws-sdk/client-lambda";
import type { Engine } from "../engine/engine.ts";
import { closeExecution } from "../engine/lifecycle.ts";
import { notFound } from "../errors.ts";
import { functionArn } from "../functions/registry.ts";
import { type ExecutionQuery, type ExecutionRow, isDurable } from "../store/executions.ts";
import type { Ledger } from "../store/ledger.ts";
import { errorOf, seconds } from "../wire.ts";
import { marker, type Page } from "./page.ts";

/** GetDurableExecution. */
export function getExecution(ledger: Ledger, arn: string, withData: boolean): object {
  const execution = find(ledger, arn);
  return {
    ...summary(execution),
    Version: execution.version,
    DurableConfig: { ExecutionTimeout: execution.timeoutSeconds ?? undefined },
    ExecutionDataIncluded: withData,
    ...(withData
      ? { InputPayload: execution.input, Result: execution.result ?? undefined, Error: errorOf(execution.error) }
      : {}),
  };
}

/** GetDurableExecutionHistory. */
export function getHistory(ledger: Ledger, arn: string, query: Page & { reverse: boolean; withData: boolean }): object {
  const { events, next } = ledger.history.page(find(ledger, arn), query);
  return { Events: events, NextMarker: marker(next) };
}

/** ListDurableExecutionsByFunction: newest first, unless reversed. */
export function listExecutions(ledger: Ledger, query: ExecutionQuery): object {
  const rows = ledger.executions.list({ ...query, limit: query.limit + 1 });
  const next = rows.length > query.limit ? query.offset + query.limit : undefined;
  return { DurableExecutions: rows.slice(0, query.limit).map(summary), NextMarker: marker(next) };
}

/** StopDurableExecution; one that has ended already stays as it is. */
export function stopExecution(engine: Engine, arn: string, error: ErrorObject): object {
  const { key } = find(engine.ledger, arn);
  engine.change(() => closeExecution(engine.ledger, key, { status: "STOPPED", error }));
  return { StopTimestamp: seconds(find(engine.ledger, arn).endedAt ?? engine.ledger.clock.now()) };
}

function find({ executions }: Ledger, arn: string): ExecutionRow {
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
