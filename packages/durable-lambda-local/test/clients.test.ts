import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DurableEvent } from "./api/engine.ts";
import { type Call, cli, hasCli, sdk } from "./clients.ts";
import { type Service, startService } from "./service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
  service.register([
    {
      name: "raw",
      entry: new URL("fixtures/raw.ts", import.meta.url),
      env: {},
      durable: { executionTimeoutSeconds: 3600 },
    },
  ]);
});
afterAll(() => service.close());

/** The event that the function was invoked with, once it was. */
async function eventOf(arn: string): Promise<DurableEvent> {
  const told = () =>
    service.logs
      .join("")
      .split("\n")
      .find((line) => line.startsWith("raw: ") && line.includes(arn));
  await expect.poll(told).toBeDefined();
  return JSON.parse(told()?.slice("raw: ".length) ?? "");
}

const installed = await hasCli();
const cliMissing = installed ? "" : ": skipped, for no aws is installed that knows durable functions";

// One execution, driven through every call of the API. Each test goes on where the one before it stopped.
describe.each([
  { client: "AWS's SDK", call: sdk, isSkipped: false },
  { client: `AWS's command line${cliMissing}`, call: cli, isSkipped: !installed },
])("With $client", ({ call, isSkipped }) => {
  const its = (operation: Parameters<Call>[1], input: object) => call(service.url, operation, input);
  const DurableExecutionName = randomUUID();
  let DurableExecutionArn: string;
  let CallbackId: string | undefined;

  test.skipIf(isSkipped)("an execution starts", async () => {
    const event = { FunctionName: "raw:live", InvocationType: "Event", DurableExecutionName, Payload: '{"n":1}' };
    const started = await its("Invoke", event);
    DurableExecutionArn = String(started["DurableExecutionArn"]);
    expect(started).toMatchObject({
      StatusCode: 202,
      DurableExecutionArn: expect.stringContaining(DurableExecutionName),
    });
  });

  test.skipIf(isSkipped)("it reads its state, and checkpoints", async () => {
    const { CheckpointToken } = await eventOf(DurableExecutionArn);
    const state = await its("GetDurableExecutionState", { DurableExecutionArn, CheckpointToken });
    expect(state).toMatchObject({ Operations: [{ Type: "EXECUTION", ExecutionDetails: { InputPayload: '{"n":1}' } }] });
    const Updates = [
      { Id: "a", Type: "CALLBACK", Action: "START", CallbackOptions: { HeartbeatTimeoutSeconds: 3600 } },
    ];
    const checkpointed = await its("CheckpointDurableExecution", { DurableExecutionArn, CheckpointToken, Updates });
    [, CallbackId] = /"CallbackId":"([^"]+)"/u.exec(JSON.stringify(checkpointed)) ?? [];
    expect(CallbackId).toBeDefined();
  });

  test.skipIf(isSkipped)("its callback takes a heartbeat, a success, and no failure after that", async () => {
    await its("SendDurableExecutionCallbackHeartbeat", { CallbackId });
    await its("SendDurableExecutionCallbackSuccess", { CallbackId, Result: "yes" });
    const late = its("SendDurableExecutionCallbackFailure", { CallbackId, Error: { ErrorMessage: "no" } });
    await expect(late).rejects.toMatchObject({ name: "CallbackTimeoutException" });
  });

  test.skipIf(isSkipped)("it has a history and is listed", async () => {
    const [history, listed] = await Promise.all([
      its("GetDurableExecutionHistory", { DurableExecutionArn }),
      its("ListDurableExecutionsByFunction", { FunctionName: "raw", DurableExecutionName }),
    ]);
    expect(history).toMatchObject({
      Events: [
        { EventType: "ExecutionStarted" },
        { EventType: "CallbackStarted", CallbackStartedDetails: { CallbackId } },
        { EventType: "CallbackSucceeded", CallbackSucceededDetails: { Result: { Payload: "yes" } } },
      ],
    });
    expect(listed).toMatchObject({ DurableExecutions: [{ DurableExecutionArn, Status: "RUNNING" }] });
  });

  test.skipIf(isSkipped)("it is stopped, and described as such", async () => {
    await its("StopDurableExecution", { DurableExecutionArn, Error: { ErrorType: "Operator" } });
    expect(await its("GetDurableExecution", { DurableExecutionArn })).toMatchObject({
      Status: "STOPPED",
      InputPayload: '{"n":1}',
      Version: "1",
      Error: { ErrorType: "Operator" },
    });
  });
});
