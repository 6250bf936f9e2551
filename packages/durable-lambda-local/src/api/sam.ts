import type { Engine } from "../engine/engine.ts";
import { invalidParameter } from "../errors.ts";
import { CONTAINER, LOCALHOST } from "../functions/container.ts";
import { checkShape } from "../model/input.ts";
import { type Handle, json, type ServiceRequest } from "./http.ts";
import { parseCall, start } from "./invoke.ts";

/**
 * What SAM CLI asks of an external emulator beside Lambda's API: to start executions of the function in one of its
 * containers, and whether the emulator is up. Everything else goes to `lambda`.
 * @see https://github.com/aws/aws-sam-cli/blob/fe8f8dbb1/samcli/local/docker/durable_functions_emulator_container.py#L342
 */
export function samRoutes(engine: Engine, lambda: Handle): Handle {
  return async (request) => {
    switch (`${request.method} ${request.path}`) {
      case "GET /health":
        return json(200, { status: "healthy" });
      case "POST /start-durable-execution": {
        const { arn } = startInContainer(engine, request);
        await engine.ledger.store.committed();
        return json(201, { ExecutionArn: arn });
      }
      default:
        return await lambda(request);
    }
  };
}

function startInContainer(engine: Engine, request: ServiceRequest) {
  const body = readBody(request.body);
  const given = (member: string, shape: string) =>
    body[member] === undefined || body[member] === null ? undefined : checkShape(shape, body[member], member);
  const name = given("ExecutionName", "DurableExecutionName") as string | undefined;
  const timeout = given("ExecutionTimeoutSeconds", "ExecutionTimeout") as number | undefined;
  const retentionPeriodInDays = given("ExecutionRetentionPeriodDays", "RetentionPeriodInDays") as number | undefined;
  if (timeout === undefined) {
    throw invalidParameter("ExecutionTimeoutSeconds is required: set DurableConfig.ExecutionTimeout in the template.");
  }
  const { function: container, ...target } = engine.ledger.functions.resolve(CONTAINER, "$LATEST");
  const local = { ...container, durable: { executionTimeoutSeconds: timeout, retentionPeriodInDays } };
  const input = Buffer.from(textOf(body["Input"]));
  const call = parseCall("RequestResponse", { ...target, function: local }, input, name);
  return start(engine, { ...call, tenant: containerPort(body["LambdaEndpoint"]) });
}

function readBody(body: Buffer): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(body.toString());
    if (typeof content === "object" && content !== null && !Array.isArray(content)) {
      return content as Record<string, unknown>;
    }
  } catch {
    // refused below
  }
  throw invalidParameter("The request's body must be a JSON object.");
}

function textOf(input: unknown): string {
  if (input !== undefined && input !== null && typeof input !== "string") {
    throw invalidParameter("Input must be a string that holds the event as JSON.");
  }
  return input ?? "";
}

/** Containers publish their ports on this machine; a request to any other host is never made. */
function containerPort(endpoint: unknown): string {
  const url = typeof endpoint === "string" && URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol !== "http:" || !LOCALHOST.has(url.hostname) || url.port === "") {
    throw invalidParameter("LambdaEndpoint must be the function's container on this machine: http://localhost:PORT.");
  }
  return url.port;
}
