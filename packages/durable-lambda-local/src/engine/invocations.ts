import { randomUUID } from "node:crypto";
import type { ErrorObject } from "@aws-sdk/client-lambda";
import type { FunctionError, FunctionResponse } from "../functions/protocol.ts";
import { type ExecutionRow, isDurable } from "../store/executions.ts";
import type { Ledger } from "../store/ledger.ts";
import { type CheckpointAnswer, milliseconds } from "../wire.ts";
import { closeExecution, endInvocation } from "./lifecycle.ts";
import type { Ending } from "./settle.ts";
import { statePage } from "./state.ts";

/** An invocation that runs, and the one token with which it may checkpoint next. */
export interface Invocation {
  execution: number;
  arn: string;
  requestId: string;
  token: string;
  /** In milliseconds since 1970, by the service's clock. */
  beganAt: number;
  /** How many bytes its execution has written, once it has checkpointed. */
  writtenBytes?: number;
  /** The last checkpoint and its answer, for a client that did not receive the answer and asks again. */
  last?: { clientToken: string; answer: CheckpointAnswer };
}

/** An invocation that is about to begin, its execution, and the event to invoke the function with. */
export interface Claimed {
  invocation: Invocation;
  execution: ExecutionRow;
  payload: string;
}

const FIRST_PAGE = 1000;
const MAX_BACKOFF_SECONDS = 60;

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const ASYNCHRONOUS_RETRY_SECONDS = [60, 120];

/** A new token for an invocation; every checkpoint takes one and gives the next. */
export const newToken = () => Buffer.from(randomUUID()).toString("base64");

/** Takes an execution that is ready, if there is one: it is running from now on. */
export function claim(ledger: Ledger): Claimed | undefined {
  const requestId = randomUUID();
  const beganAt = ledger.clock.now();
  const execution = ledger.executions.claim(requestId, beganAt);
  if (!execution) {
    return undefined;
  }
  const invocation = { execution: execution.key, arn: execution.arn, requestId, token: newToken(), beganAt };
  const payload = isDurable(execution) ? durableEvent(ledger, execution, invocation.token) : execution.input;
  return { invocation, execution, payload };
}

function durableEvent(ledger: Ledger, execution: ExecutionRow, token: string): string {
  const updated = ledger.operations.takeUnseen(execution.key);
  const { operations, next } = statePage(ledger, execution.key, milliseconds, { offset: 0, limit: FIRST_PAGE });
  return JSON.stringify({
    DurableExecutionArn: execution.arn,
    CheckpointToken: token,
    InitialExecutionState: { Operations: operations, NextMarker: next === undefined ? "" : String(next) },
    UpdatedOperationIds: updated.map(({ id }) => id),
  });
}

/** Writes down what became of an invocation: the execution's end, its sleep, or a next attempt after a while. */
export function conclude(ledger: Ledger, execution: ExecutionRow, response: FunctionResponse): void {
  const failed = "error" in response;
  const error = failed ? toErrorObject(response.error) : undefined;
  if (isDurable(execution) && !failed) {
    return concludeDurable(ledger, execution, JSON.parse(response.payload));
  }
  endInvocation(ledger, execution, error);
  const retryAfter = ledger.executions.isAsynchronous(execution.key)
    ? ASYNCHRONOUS_RETRY_SECONDS[execution.failures]
    : undefined;
  if (isDurable(execution)) {
    backOff(ledger, execution, Math.min(2 ** execution.failures, MAX_BACKOFF_SECONDS));
  } else if (failed && retryAfter !== undefined) {
    backOff(ledger, execution, retryAfter);
  } else {
    const ending: Ending<"SUCCEEDED" | "FAILED"> = failed
      ? { status: "FAILED", error }
      : { status: "SUCCEEDED", result: response.payload };
    closeExecution(ledger, execution.key, ending);
  }
}

interface DurableOutput {
  Status?: unknown;
  Result?: string;
  Error?: ErrorObject;
}

function concludeDurable(ledger: Ledger, execution: ExecutionRow, output: DurableOutput | null): void {
  const { key } = execution;
  endInvocation(ledger, execution, output?.Error);
  switch (output?.Status) {
    case "SUCCEEDED":
      return closeExecution(ledger, key, { status: "SUCCEEDED", result: output.Result });
    case "FAILED":
      return closeExecution(ledger, key, { status: "FAILED", error: output.Error });
    case "PENDING":
      return sleep(ledger, key);
    default:
      return closeExecution(ledger, key, {
        status: "FAILED",
        error: invalidOutput("Invalid Status in invocation output."),
      });
  }
}

/** Sleeps, unless something happened that the invocation was not told any more. */
function sleep(ledger: Ledger, key: number): void {
  if (ledger.operations.hasUnseen(key)) {
    ledger.executions.wake(key);
  } else if (!ledger.operations.hasPending(key)) {
    const error = invalidOutput("Cannot return PENDING status with no pending operations.");
    closeExecution(ledger, key, { status: "FAILED", error });
  }
}

/** The execution is invoked again after a while. */
function backOff({ clock, executions, timers }: Ledger, { key, failures }: ExecutionRow, delay: number): void {
  executions.setPhase(key, "backoff", failures + 1);
  timers.set({ execution: key, operation: "", kind: "invocation", due: clock.now() + delay * 1000 });
}

function invalidOutput(ErrorMessage: string): ErrorObject {
  return { ErrorType: "InvalidParameterValueException", ErrorMessage };
}

function toErrorObject({ errorType, errorMessage, trace }: FunctionError): ErrorObject {
  return { ErrorType: errorType, ErrorMessage: errorMessage, StackTrace: trace };
}
