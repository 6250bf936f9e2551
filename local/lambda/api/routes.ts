import type { Engine } from "../engine/engine.ts";
import { ServiceError } from "../errors.ts";
import type { Ledger } from "../store/ledger.ts";
import type { Invoke } from "../functions/protocol.ts";
import { failCallback, heartbeat, succeedCallback } from "./callbacks.ts";
import { checkpoint, getState } from "./checkpoint.ts";
import { type Handle, json, type Reply, type ServiceRequest } from "./http.ts";
import { invokeRoute } from "./invoke-route.ts";
import { getExecution, getHistory, listExecutions, stopExecution } from "./queries.ts";
import { decode, flag, parseCheckpoint, parseError, parseList, parsePage } from "./requests.ts";

/** Answers a request; `name` is the function, execution or callback that its path names. */
type Route = (name: string, request: ServiceRequest) => Reply | Promise<Reply>;

/**
 * The Lambda API of durable functions; the star stands for the one name in the path.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
 */
export function lambdaRoutes(engine: Engine, invoke: Invoke, waitSeconds: number): Handle {
  const { ledger } = engine;
  const routes: Record<string, Route> = {
    "POST /2015-03-31/functions/*/invocations": (name, request) =>
      invokeRoute(engine, invoke, waitSeconds, name, request),
    "POST /2025-12-01/durable-executions/*/checkpoint": (arn, { body }) =>
      json(200, checkpoint(engine, arn, parseCheckpoint(body))),
    "GET /2025-12-01/durable-executions/*/state": (arn, { query }) =>
      json(200, getState(engine, arn, query.get("CheckpointToken") ?? "", parsePage(query))),
    "POST /2025-12-01/durable-execution-callbacks/*/succeed": (id, { body }) =>
      done(() => succeedCallback(engine, id, body)),
    "POST /2025-12-01/durable-execution-callbacks/*/fail": (id, { body }) =>
      done(() => failCallback(engine, id, parseError(body))),
    "POST /2025-12-01/durable-execution-callbacks/*/heartbeat": (id) => done(() => heartbeat(engine, id)),
    "GET /2025-12-01/durable-executions/*": (arn, { query }) =>
      json(200, getExecution(ledger, arn, flag(query, "IncludeExecutionData", true))),
    "GET /2025-12-01/durable-executions/*/history": (arn, { query }) =>
      json(
        200,
        getHistory(ledger, arn, {
          ...parsePage(query),
          reverse: flag(query, "ReverseOrder", false),
          withData: flag(query, "IncludeExecutionData", true),
        }),
      ),
    "POST /2025-12-01/durable-executions/*/stop": (arn, { body }) =>
      json(200, stopExecution(engine, arn, parseError(body))),
    "GET /2025-12-01/functions/*/durable-executions": (name, { query }) =>
      json(200, listExecutions(ledger, parseList(ledger.functions, name, query))),
  };
  const answer: Handle = async (request) => {
    const [root, version, resource, name = "", ...action] = request.path.split("/");
    const route = routes[`${request.method} ${[root, version, resource, "*", ...action].join("/")}`];
    if (!route) {
      // Names stay out of the message, for a callback ID that was not percent-encoded may be among them.
      const message = `This Lambda service has no such operation: ${request.method} /${version}/${resource}/… Are names percent-encoded?`;
      throw new ServiceError("UnknownOperationException", 404, message);
    }
    return await route(decode(name), request);
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

/** Does it and answers with nothing. */
function done(action: () => void): Reply {
  action();
  return json(200, {});
}
