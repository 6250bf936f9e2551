import type {
  CheckpointDurableExecutionRequest,
  GetDurableExecutionHistoryRequest,
  GetDurableExecutionRequest,
  GetDurableExecutionStateRequest,
  ListDurableExecutionsByFunctionRequest,
  SendDurableExecutionCallbackFailureRequest,
  SendDurableExecutionCallbackHeartbeatRequest,
  SendDurableExecutionCallbackSuccessRequest,
  StopDurableExecutionRequest,
} from "@aws-sdk/client-lambda";
import type { Engine } from "../engine/engine.ts";
import { invalidParameter, ServiceError } from "../errors.ts";
import type { Invoke } from "../functions/protocol.ts";
import { parseInput } from "../model/input.ts";
import { OPERATIONS, type OperationName } from "../model/model.ts";
import type { Ledger } from "../store/ledger.ts";
import { failCallback, heartbeat, succeedCallback } from "./callbacks.ts";
import { checkpoint, getState, held } from "./checkpoint.ts";
import { type Handle, json, type Reply } from "./http.ts";
import { type InvocationInput, invokeRoute } from "./invoke-route.ts";
import {
  deleteExecution,
  getExecution,
  getHistory,
  listExecutions,
  pauseExecution,
  resumeExecution,
  stopExecution,
} from "./queries.ts";
import type { Throttle } from "./throttle.ts";

/** What each operation takes, as the model has it and `parseInput` has checked it. */
interface Inputs {
  Invoke: InvocationInput;
  CheckpointDurableExecution: Given<CheckpointDurableExecutionRequest, "DurableExecutionArn" | "CheckpointToken">;
  GetDurableExecution: Given<GetDurableExecutionRequest, "DurableExecutionArn">;
  GetDurableExecutionHistory: Given<GetDurableExecutionHistoryRequest, "DurableExecutionArn">;
  GetDurableExecutionState: Given<GetDurableExecutionStateRequest, "DurableExecutionArn" | "CheckpointToken">;
  ListDurableExecutionsByFunction: Given<ListDurableExecutionsByFunctionRequest, "FunctionName">;
  SendDurableExecutionCallbackSuccess: Given<SendDurableExecutionCallbackSuccessRequest, "CallbackId">;
  SendDurableExecutionCallbackFailure: Given<SendDurableExecutionCallbackFailureRequest, "CallbackId">;
  SendDurableExecutionCallbackHeartbeat: Given<SendDurableExecutionCallbackHeartbeatRequest, "CallbackId">;
  StopDurableExecution: Given<StopDurableExecutionRequest, "DurableExecutionArn">;
  PauseDurableExecution: Parameters<typeof pauseExecution>[2] & { DurableExecutionArn: string };
  ResumeDurableExecution: Parameters<typeof resumeExecution>[2] & { DurableExecutionArn: string };
  DeleteDurableExecution: { DurableExecutionArn: string };
}

/** The SDK's types let what is required be undefined. */
type Given<Request, Required extends keyof Request> = Request & { [Key in Required]: string };

type Handlers = { [Name in keyof Inputs]: (input: Inputs[Name]) => Reply | Promise<Reply> };

/**
 * The Lambda API of durable functions, routed and checked by AWS's own model of it.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
 */
export function lambdaRoutes(
  engine: Engine,
  invoke: Invoke,
  waitSeconds: number,
  limit: Throttle = () => undefined,
): Handle {
  const { ledger } = engine;
  const ok = (content: object = {}) => json(200, content);
  const handlers: Handlers = {
    Invoke: (input) => invokeRoute(engine, invoke, waitSeconds, limit, input),
    CheckpointDurableExecution: async (input) => ok(await held(engine, input, checkpoint(engine, input))),
    GetDurableExecution: (input) => ok(getExecution(ledger, input)),
    GetDurableExecutionHistory: (input) => ok(getHistory(ledger, input)),
    GetDurableExecutionState: (input) => ok(getState(engine, input)),
    ListDurableExecutionsByFunction: (input) => ok(listExecutions(ledger, input)),
    SendDurableExecutionCallbackSuccess: ({ CallbackId, Result }) =>
      done(() => succeedCallback(engine, CallbackId, Buffer.from(Result ?? ""))),
    SendDurableExecutionCallbackFailure: ({ CallbackId, Error }) =>
      done(() => failCallback(engine, CallbackId, Error ?? {})),
    SendDurableExecutionCallbackHeartbeat: ({ CallbackId }) => done(() => heartbeat(engine, CallbackId)),
    StopDurableExecution: ({ DurableExecutionArn, Error }) =>
      ok(stopExecution(engine, DurableExecutionArn, Error ?? {})),
    PauseDurableExecution: ({ DurableExecutionArn, ...request }) =>
      ok(pauseExecution(engine, DurableExecutionArn, request)),
    ResumeDurableExecution: ({ DurableExecutionArn, ...request }) =>
      ok(resumeExecution(engine, DurableExecutionArn, request)),
    DeleteDurableExecution: ({ DurableExecutionArn }) => json(202, deleteExecution(engine, DurableExecutionArn)),
  };
  const routes = new Map<string, OperationName>();
  for (const name of Object.keys(handlers) as OperationName[]) {
    const { method, requestUri } = OPERATIONS[name].http;
    routes.set(`${method} ${requestUri.replace(/\{\w+\}/u, "*")}`, name);
  }
  const answer: Handle = async (request) => {
    const [root, version, resource, name = "", ...action] = request.path.split("/");
    const operation = routes.get(`${request.method} ${[root, version, resource, "*", ...action].join("/")}`);
    if (!operation) {
      // Names stay out of the message, for a callback ID that was not percent-encoded may be among them.
      const place = resource === undefined ? `/${version}` : `/${version}/${resource}/… Are names percent-encoded?`;
      const message = `This Lambda service has no such operation: ${request.method} ${place}`;
      throw new ServiceError("UnknownOperationException", message);
    }
    const handle = handlers[operation as keyof Inputs] as (input: unknown) => Reply | Promise<Reply>;
    if (operation !== "Invoke") {
      limit(operation); // Invoke's quota depends on the function
    }
    const input = parseInput(operation, decode(name), request);
    engine.catchUp(); // a function that waits for a time asks when it has come, to the millisecond
    return await handle(input);
  };
  return durably(answer, ledger);
}

/** Answers nothing, and refuses nothing, before what it says is written down. */
function durably(handle: Handle, { store }: Ledger): Handle {
  return async (request) => {
    try {
      return await handle(request);
    } finally {
      await store.committed();
    }
  };
}

/** The name in a path, which callers percent-encode. */
function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw invalidParameter("The path is not percent-encoded correctly.");
  }
}

/** Does it and answers with nothing. */
function done(action: () => void): Reply {
  action();
  return json(200, {});
}
