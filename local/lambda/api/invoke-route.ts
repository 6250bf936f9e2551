import type { Engine } from "../engine/engine.ts";
import { invalidParameter } from "../errors.ts";
import type { Invoke } from "../functions/protocol.ts";
import { json, type Reply, type ServiceRequest } from "./http.ts";
import { invokeAndWait, parseCall, start } from "./invoke.ts";

/** Invoke: the invocation's type, name and qualifier come in headers and the query, the payload is the body. */
export async function invokeRoute(
  engine: Engine,
  invoke: Invoke,
  waitSeconds: number,
  reference: string,
  { query, headers, body }: ServiceRequest,
): Promise<Reply> {
  const type = headers["x-amz-invocation-type"] ?? "RequestResponse";
  if (type !== "RequestResponse" && type !== "Event" && type !== "DryRun") {
    throw invalidParameter("The invocation type must be RequestResponse, Event or DryRun.");
  }
  const target = engine.ledger.functions.resolveInvocable(reference, query.get("Qualifier") ?? undefined);
  if (type === "DryRun") {
    return { status: 204 };
  }
  const name = headers["x-amz-durable-execution-name"];
  const call = parseCall(type, target, body, typeof name === "string" ? name : undefined);
  if (type === "Event") {
    const { arn } = start(engine, call);
    return { status: 202, headers: target.function.durable ? { "x-amz-durable-execution-arn": arn } : {} };
  }
  const outcome = await invokeAndWait(engine, invoke, call, waitSeconds);
  const told = {
    "x-amz-executed-version": target.version,
    ...(outcome.arn ? { "x-amz-durable-execution-arn": outcome.arn } : {}),
  };
  return "error" in outcome
    ? json(200, outcome.error, { ...told, "x-amz-function-error": "Unhandled" })
    : { status: 200, headers: { ...told, "content-type": "application/json" }, body: outcome.payload };
}
