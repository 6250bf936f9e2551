import type { ErrorObject } from "@aws-sdk/client-lambda";
import type { ExecutionRow } from "./store/executions.ts";
import type { OperationRow } from "./store/operations.ts";

/** How a time in milliseconds is written: REST-JSON has seconds, an invocation's event milliseconds. */
export type TimeFormat = (milliseconds: number) => number;

export const seconds: TimeFormat = (milliseconds) => milliseconds / 1000;
export const milliseconds: TimeFormat = (time) => time;

/** Reads an error as stored. */
export function errorOf(json: string | null): ErrorObject | undefined {
  return json === null ? undefined : JSON.parse(json);
}

/** The last part of an execution's ARN: the ID of its own operation, the first of its state. */
export const executionId = ({ arn }: Pick<ExecutionRow, "arn">) => arn.slice(arn.lastIndexOf("/") + 1);

/** An execution as the first operation of its own state. */
export function executionOperation(execution: ExecutionRow, time: TimeFormat) {
  return {
    Id: executionId(execution),
    Type: "EXECUTION",
    Name: execution.name,
    Status: "STARTED",
    StartTimestamp: time(execution.startedAt),
    ExecutionDetails: { InputPayload: execution.input },
  };
}

/** An operation in the form of the API. */
export function toOperation(row: OperationRow, time: TimeFormat) {
  return {
    Id: row.id,
    Type: row.type,
    Status: row.status,
    StartTimestamp: time(row.startedAt),
    EndTimestamp: row.endedAt === null ? undefined : time(row.endedAt),
    ParentId: row.parent ?? undefined,
    Name: row.name ?? undefined,
    SubType: row.subType ?? undefined,
    ...details(row, time),
  };
}

/** What a checkpoint answers: the next token, and the operations that changed since the function was last told. */
export interface CheckpointAnswer {
  CheckpointToken: string;
  NewExecutionState: { Operations: ReturnType<typeof toOperation>[] };
}

function details(row: OperationRow, time: TimeFormat) {
  const due = row.dueAt === null ? undefined : time(row.dueAt);
  const outcome = { Result: row.result ?? undefined, Error: errorOf(row.error) };
  switch (row.type) {
    case "STEP":
      return { StepDetails: { Attempt: row.attempt ?? undefined, NextAttemptTimestamp: due, ...outcome } };
    case "WAIT":
      return { WaitDetails: { ScheduledEndTimestamp: due } };
    case "CALLBACK":
      return { CallbackDetails: { CallbackId: row.callbackId ?? undefined, ...outcome } };
    case "CONTEXT":
      return { ContextDetails: { ReplayChildren: row.replayChildren === 1, ...outcome } };
    case "CHAINED_INVOKE":
      return { ChainedInvokeDetails: outcome };
  }
}
