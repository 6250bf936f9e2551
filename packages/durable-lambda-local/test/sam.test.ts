import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { text } from "node:stream/consumers";
import { type DurableContext, withDurableExecution } from "@aws/durable-execution-sdk-js";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { close } from "../src/listen.ts";
import { freshPath, startService } from "./service.ts";

type Service = Awaited<ReturnType<typeof startService>>;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

/** SAM's container of a function: its runtime interface emulator, which answers errors as it answers results. */
async function startContainer(
  handler: (event: unknown, context: unknown) => Promise<unknown>,
  port = 0,
): Promise<{ endpoint: string; port: number; invoked: string[]; close(): Promise<void> }> {
  const invoked: string[] = [];
  const server: Server = createServer(async (request, response) => {
    invoked.push(`${request.method} ${request.url}`);
    const context = { awsRequestId: "1", getRemainingTimeInMillis: () => 60_000 };
    try {
      response.end(JSON.stringify(await handler(JSON.parse(await text(request)), context)));
    } catch (error) {
      const { name, message } = error as Error;
      response.end(name === "Timeout" ? message : JSON.stringify({ errorType: name, errorMessage: message }));
    }
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(port, "127.0.0.1", resolve);
  await promise;
  const taken = (server.address() as AddressInfo).port;
  const container = { endpoint: `http://localhost:${taken}`, port: taken, invoked, close: () => close(server) };
  open.push(container);
  return container;
}

/** The function in the container, which calls back to the service. */
function onboarding(service: { url: string }) {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new LambdaClient({ endpoint: service.url, region: "us-east-1", credentials });
  const workflow = async ({ name }: { name: string }, ctx: DurableContext) => {
    const greeting = await ctx.step("greet", async () => `Hello ${name}`);
    return `${greeting}: ${await ctx.waitForCallback("decision", async () => undefined)}`;
  };
  return withDurableExecution(workflow, { client }) as (event: unknown, context: unknown) => Promise<unknown>;
}

/** What SAM sends for one execution: durable_functions_emulator_container.py, start_durable_execution. */
const REQUEST = {
  AccountId: "123456789012",
  FunctionName: "function",
  FunctionQualifier: "$LATEST",
  ExecutionName: null,
  ExecutionTimeoutSeconds: 3600,
  ExecutionRetentionPeriodDays: 7,
  Input: '{"name":"Ada"}',
};

async function post(
  { url }: { url: string },
  body: unknown,
): Promise<{ status: number; body: { ExecutionArn: string } }> {
  const headers = { "content-type": "application/json", "user-agent": "python-requests/2.32.3" };
  const response = await fetch(`${url}/start-durable-execution`, {
    method: "POST",
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as { ExecutionArn: string } };
}

const ended = async (service: Service, arn: string) => await service.ended(arn);

describe("As SAM CLI's external emulator", () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService({ sam: true });
    open.push(service);
  });

  test("runs the function in SAM's container to its end, over a callback that SAM sends", async () => {
    const { endpoint, invoked } = await startContainer(onboarding(service));
    const { status, body } = await post(service, { ...REQUEST, LambdaEndpoint: endpoint });
    expect(status).toBe(201);
    expect(body).toEqual({ ExecutionArn: expect.stringContaining(":function:function:$LATEST/durable-execution/") });
    await service.succeed(await service.callbackId(body.ExecutionArn), '"yes"');
    expect(await ended(service, body.ExecutionArn)).toMatchObject({ status: "SUCCEEDED", result: 'Hello Ada: "yes"' });
    expect(new Set(invoked)).toEqual(new Set(["POST /2015-03-31/functions/function/invocations"]));
  });

  test("invokes each execution's own container", async () => {
    const one = await startContainer(async () => ({ Status: "SUCCEEDED", Result: '"one"' }));
    const two = await startContainer(async () => ({ Status: "SUCCEEDED", Result: '"two"' }));
    const first = await post(service, { ...REQUEST, LambdaEndpoint: one.endpoint, ExecutionName: "first" });
    const second = await post(service, { ...REQUEST, LambdaEndpoint: two.endpoint, ExecutionName: "second" });
    expect(first.body.ExecutionArn).toContain("/first/");
    expect(await ended(service, first.body.ExecutionArn)).toMatchObject({ result: "one" });
    expect(await ended(service, second.body.ExecutionArn)).toMatchObject({ result: "two" });
  });

  test.each([
    ["an error of the function", new TypeError("no such table"), "TypeError", "no such table"],
    [
      "a timeout, which the container answers as text",
      Object.assign(new Error("Task timed out after 3.00 seconds"), { name: "Timeout" }),
      "Runtime.ContainerError",
      "200 Task timed out after 3.00 seconds",
    ],
  ])("tries again after %s", async (_what, thrown, type, message) => {
    let isFirst = true;
    const { endpoint } = await startContainer(async () => {
      if (isFirst) {
        isFirst = false;
        throw thrown;
      }
      return { Status: "SUCCEEDED", Result: '"done"' };
    });
    const { body } = await post(service, { ...REQUEST, LambdaEndpoint: endpoint });
    expect(await service.endedInTime(body.ExecutionArn)).toMatchObject({ status: "SUCCEEDED", result: "done" });
    const { InvocationCompletedDetails } = await service.event(body.ExecutionArn, "InvocationCompleted");
    expect(InvocationCompletedDetails?.Error?.Payload).toMatchObject({ ErrorType: type, ErrorMessage: message });
  });

  test("keeps to the execution timeout of the template", async () => {
    const { endpoint } = await startContainer(onboarding(service));
    const { body } = await post(service, { ...REQUEST, ExecutionTimeoutSeconds: 60, LambdaEndpoint: endpoint });
    await service.idle();
    service.advance(60);
    expect(await ended(service, body.ExecutionArn)).toMatchObject({ status: "TIMED_OUT" });
  });

  test("says that it is healthy", async () => {
    expect((await fetch(`${service.url}/health`)).status).toBe(200);
  });

  test.each([
    [{ ...REQUEST }, "LambdaEndpoint must be the function's container on this machine: http://localhost:PORT."],
    [
      { ...REQUEST, LambdaEndpoint: "http://169.254.169.254:80" },
      "LambdaEndpoint must be the function's container on this machine: http://localhost:PORT.",
    ],
    [
      { ...REQUEST, ExecutionTimeoutSeconds: null },
      "ExecutionTimeoutSeconds is required: set DurableConfig.ExecutionTimeout in the template.",
    ],
    [{ ...REQUEST, ExecutionTimeoutSeconds: 31_622_401 }, "ExecutionTimeoutSeconds must be at most 31622400."],
    [{ ...REQUEST, ExecutionRetentionPeriodDays: 91 }, "ExecutionRetentionPeriodDays must be at most 90."],
    [{ ...REQUEST, ExecutionName: "a b" }, "ExecutionName must match [a-zA-Z0-9-_]+."],
    [{ ...REQUEST, Input: {} }, "Input must be a string that holds the event as JSON."],
    ["[]", "The request's body must be a JSON object."],
  ])("refuses in a sentence what it can't start: %j", async (body, message) => {
    const answer = await post(service, body);
    expect(answer).toEqual({ status: 400, body: { Type: "User", message } });
  });

  test("answers a container, which calls this machine host.docker.internal, and no other name", async () => {
    expect(await statusAs("host.docker.internal", service.url)).toBe(200);
    expect(await statusAs("evil.example", service.url)).toBe(403);
  });
});

test("Without SAM, nothing starts by its request, and no container is answered", async () => {
  const service = await startService();
  open.push(service);
  expect(await post(service, { ...REQUEST, LambdaEndpoint: "http://localhost:1" })).toMatchObject({ status: 404 });
  expect(await statusAs("host.docker.internal", service.url)).toBe(403);
});

const [address] = Object.values(networkInterfaces())
  .flatMap((all = []) => all)
  .flatMap((each) => (each.family === "IPv4" && !each.internal ? [each.address] : []));

test.skipIf(address === undefined)(
  "Another address of this machine is answered only where it was asked for",
  async () => {
    const service = await startService({ sam: true, host: address });
    open.push(service);
    const { port } = new URL(service.url);
    expect(await statusAs("host.docker.internal", `http://${address}:${port}`)).toBe(200);
    expect((await fetch(`http://${address}:${port}/health`)).status).toBe(200);
    const local = await startService({ sam: true });
    open.push(local);
    await expect(fetch(`http://${address}:${new URL(local.url).port}/health`)).rejects.toThrow("fetch failed");
  },
);

test("An execution goes on in its container after the emulator was started again", async () => {
  const database = freshPath();
  const before = await startService({ sam: true, database });
  const container = await startContainer(onboarding(before));
  const { body } = await post(before, { ...REQUEST, LambdaEndpoint: container.endpoint });
  const callbackId = await before.callbackId(body.ExecutionArn);
  await vi.waitFor(() => expect(before.inspect.isBusy()).toBe(false));
  await before.close();
  await container.close();
  const after = await startService({ sam: true, database });
  open.push(after);
  await startContainer(onboarding(after), container.port);
  await after.succeed(callbackId, '"yes"');
  expect(await ended(after, body.ExecutionArn)).toMatchObject({ status: "SUCCEEDED" });
});

/** The status of a health check that calls the service by another name, as a container does. */
async function statusAs(host: string, url: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  httpRequest(`${url}/health`, { headers: { host: `${host}:${new URL(url).port}` } }, (response) => {
    response.resume();
    resolve(response.statusCode);
  })
    .on("error", reject)
    .end();
  return await promise;
}
