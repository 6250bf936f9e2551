import type { Engine } from "../engine/engine.ts";
import type { Invoke } from "../functions/protocol.ts";
import { json, type Reply } from "./http.ts";
import { invokeAndWait, parseCall, start } from "./invoke.ts";
import type { Throttle } from "./throttle.ts";

/** Invoke's input: the SDK's type has the payload in a form of its own. */
export interface InvocationInput {
  FunctionName: string;
  Qualifier?: string;
  InvocationType?: "RequestResponse" | "Event" | "DryRun";
  DurableExecutionName?: string;
  TenantId?: string;
  Payload: Buffer;
}

/** Invoke: starts or runs the function, or says whether it could. */
export async function invokeRoute(
  engine: Engine,
  invoke: Invoke,
  waitSeconds: number,
  limit: Throttle,
  input: InvocationInput,
): Promise<Reply> {
  const { FunctionName, Qualifier, InvocationType = "RequestResponse", DurableExecutionName, TenantId } = input;
  const target = engine.ledger.functions.resolveInvocable(FunctionName, Qualifier, TenantId);
  if (InvocationType === "DryRun") {
    return { status: 204 };
  }
  if (target.function.durable) {
    limit("Invoke");
  }
  const call = { ...parseCall(InvocationType, target, input.Payload, DurableExecutionName), tenant: TenantId };
  if (InvocationType === "Event") {
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
