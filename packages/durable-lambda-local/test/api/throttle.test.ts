import { GetDurableExecutionHistoryCommand, LambdaClient, TooManyRequestsException } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { throttle } from "../../src/api/throttle.ts";
import { startService } from "../service.ts";
import { apiOf, type Input } from "./api.ts";
import { engineOfOne } from "./engine.ts";

let one: ReturnType<typeof engineOfOne>;
let ask: ReturnType<typeof apiOf>;
let now = 0;
beforeEach(() => {
  now = 0;
  one = engineOfOne([{ name: "plain" }]);
  ask = apiOf(
    one,
    throttle(() => now),
  );
});
afterEach(() => one.close());

const TOO_MANY = { status: 429, error: "TooManyRequestsException" };
const ARN = "arn:aws:lambda:us-east-1:000000000000:function:f:1/durable-execution/no/one";
const EVENT = { InvocationType: "Event", Payload: Buffer.from("{}") };

/** How many of these requests get through at once. */
async function accepted(operation: Parameters<typeof ask>[0], input: Input, among: number): Promise<number> {
  let count = 0;
  for (let request = 0; request < among; request += 1) {
    const { error } = await ask(operation, input);
    count += error === TOO_MANY.error ? 0 : 1;
  }
  return count;
}

describe("A service that throttles", () => {
  test.each([
    ["GetDurableExecution", 30, { DurableExecutionArn: ARN }],
    ["GetDurableExecutionHistory", 15, { DurableExecutionArn: ARN }],
    ["ListDurableExecutionsByFunction", 15, { FunctionName: "f" }],
    ["StopDurableExecution", 300, { DurableExecutionArn: ARN }],
    ["SendDurableExecutionCallbackSuccess", 3000, { CallbackId: "bm9uZQ==", raw: Buffer.from("") }],
    ["Invoke", 300, { FunctionName: "f:live", ...EVENT }],
  ] as const)("takes as many requests a second as AWS does: %s %d", async (operation, quota, input) => {
    expect(await accepted(operation, input, quota + 5)).toBe(quota);
    expect(await ask(operation, input)).toMatchObject({
      ...TOO_MANY,
      body: { Type: "User", message: "Rate exceeded" },
    });
    now += 100;
    expect(await accepted(operation, input, quota)).toBe(Math.floor(quota / 10));
    now += 60_000;
    expect(await accepted(operation, input, quota + 5)).toBe(quota);
  });

  test("counts only requests that start durable executions against the quota of starts", async () => {
    const others = [
      { FunctionName: "plain", ...EVENT },
      { FunctionName: "f:live", ...EVENT, InvocationType: "DryRun" },
    ];
    for (const other of others) {
      expect(await accepted("Invoke", other, 301)).toBe(301);
    }
  });

  test("holds no request to a quota that AWS does not document", async () => {
    expect(await accepted("PauseDurableExecution", { DurableExecutionArn: ARN }, 400)).toBe(400);
  });

  test("goes on by its clock, also where that is set back", async () => {
    now = 10_000;
    await accepted("GetDurableExecutionHistory", { DurableExecutionArn: ARN }, 15);
    now = 5000;
    expect(await ask("GetDurableExecutionHistory", { DurableExecutionArn: ARN })).toMatchObject(TOO_MANY);
    now = 6000;
    expect(await accepted("GetDurableExecutionHistory", { DurableExecutionArn: ARN }, 15)).toBe(15);
  });
});

test.each([
  [true, { name: "TooManyRequestsException", $metadata: { httpStatusCode: 429, attempts: 2 } }],
  [undefined, { name: "ResourceNotFoundException" }],
])("with throttle: %s, a client of AWS's that asks for histories all the time is told %j", async (throttled, error) => {
  const service = await startService({ throttle: throttled, now: () => 0 });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new LambdaClient({ endpoint: service.url, region: "us-east-1", credentials, maxAttempts: 2 });
  const asked = Array.from({ length: 16 }, async () =>
    client.send(new GetDurableExecutionHistoryCommand({ DurableExecutionArn: ARN })).catch((reason: unknown) => reason),
  );
  const told = await Promise.all(asked);
  expect(told.find((each) => each instanceof TooManyRequestsException) ?? told[0]).toMatchObject(error);
  client.destroy();
  await service.close();
});
