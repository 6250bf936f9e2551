import { randomUUID } from "node:crypto";
import type { Engine } from "../engine/engine.ts";
import { startExecution } from "../engine/lifecycle.ts";
import { invalidParameter, ServiceError, tooLarge } from "../errors.ts";
import type { FunctionError, Invoke } from "../functions/protocol.ts";
import type { Target } from "../functions/registry.ts";
import { type ExecutionRow, isOpen } from "../store/executions.ts";
import { errorOf } from "../wire.ts";

const MAX_BYTES = { RequestResponse: 6 * 1024 * 1024, Event: 1024 * 1024 };

/** What a function is invoked with; `name` is the durable execution's, and makes starting it idempotent. */
export interface Call {
  target: Target;
  payload: string;
  name?: string | undefined;
  /** Whether nobody waits for the outcome. */
  asynchronous: boolean;
  tenant?: string | undefined;
}

/** A function's result as JSON or its error; `arn` is the durable execution's. */
export type Outcome = { arn?: string | undefined } & ({ payload: string } | { error: FunctionError });

/** Checks what every invocation has to fulfil, and throws as Lambda answers it. */
export function parseCall(type: keyof typeof MAX_BYTES, target: Target, body: Buffer, name: string | undefined): Call {
  if (body.byteLength > MAX_BYTES[type]) {
    throw tooLarge("The payload", MAX_BYTES[type]);
  }
  if (name !== undefined && !target.function.durable) {
    throw invalidParameter("A durable execution name can only be given for a durable function.");
  }
  const payload = body.byteLength > 0 ? body.toString() : "{}";
  try {
    JSON.parse(payload);
  } catch {
    throw new ServiceError("InvalidRequestContentException", "Could not parse request body into json.");
  }
  return { target, payload, name, asynchronous: type === "Event" };
}

/** Begins an execution, or finds the one that began with the same name and payload. */
export function start(engine: Engine, { target, payload, name, ...how }: Call): { key: number; arn: string } {
  return engine.change(() => {
    const existing = name === undefined ? undefined : engine.ledger.executions.byName(target.function.name, name);
    if (existing && existing.input !== payload) {
      throw new ServiceError(
        "DurableExecutionAlreadyStartedException",
        `An execution named ${name} has already been started with another payload.`,
      );
    }
    return existing ?? startExecution(engine.ledger, target, payload, { name, ...how });
  });
}

/** Invokes and waits for the outcome, a durable function's no longer than `waitSeconds`; its execution then goes on. */
export async function invokeAndWait(engine: Engine, invoke: Invoke, call: Call, waitSeconds: number): Promise<Outcome> {
  if (!call.target.function.durable) {
    const reference = `${call.target.function.name}:${call.target.version}`;
    return await invoke(reference, randomUUID(), call.payload, call.tenant);
  }
  const { key, arn } = start(engine, call);
  await within(waitSeconds, engine.ended(key));
  const execution = engine.ledger.executions.get(key);
  return execution && !isOpen(execution)
    ? { arn, ...outcomeOf(execution) }
    : { arn, error: timedOut(`The execution goes on: it has not ended within ${waitSeconds} seconds.`) };
}

function outcomeOf({ status, result, error }: ExecutionRow): { payload: string } | { error: FunctionError } {
  if (status === "SUCCEEDED") {
    return { payload: result || "null" };
  }
  const { ErrorType, ErrorMessage, ErrorData, StackTrace } = errorOf(error) ?? {};
  return {
    error: {
      errorType: ErrorType ?? status,
      errorMessage: ErrorMessage ?? "",
      ...(ErrorData === undefined ? {} : { errorData: ErrorData }),
      trace: StackTrace ?? [],
    },
  };
}

function timedOut(errorMessage: string): FunctionError {
  return { errorType: "Sandbox.Timedout", errorMessage, trace: [] };
}

async function within(seconds: number, done: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timeout = setTimeout(resolve, seconds * 1000);
  await Promise.race([done, promise]);
  clearTimeout(timeout);
}
