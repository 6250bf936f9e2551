import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
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

/** One execution, driven through every call of the API. */
async function expectEveryCallToWork(call: Call) {
  const its = (operation: Parameters<Call>[1], input: object) => call(service.url, operation, input);
  const DurableExecutionName = randomUUID();
  const event = { FunctionName: "raw:live", InvocationType: "Event", DurableExecutionName, Payload: '{"n":1}' };
  const started = await its("Invoke", event);
  const DurableExecutionArn = String(started["DurableExecutionArn"]);
  expect(started).toMatchObject({
    StatusCode: 202,
    DurableExecutionArn: expect.stringContaining(DurableExecutionName),
  });

  const { CheckpointToken } = await eventOf(DurableExecutionArn);
  const state = await its("GetDurableExecutionState", { DurableExecutionArn, CheckpointToken });
  expect(state).toMatchObject({ Operations: [{ Type: "EXECUTION", ExecutionDetails: { InputPayload: '{"n":1}' } }] });
  const Updates = [{ Id: "a", Type: "CALLBACK", Action: "START", CallbackOptions: { HeartbeatTimeoutSeconds: 60 } }];
  const checkpointed = await its("CheckpointDurableExecution", { DurableExecutionArn, CheckpointToken, Updates });
  const [, CallbackId] = /"CallbackId":"([^"]+)"/u.exec(JSON.stringify(checkpointed)) ?? [];

  await its("SendDurableExecutionCallbackHeartbeat", { CallbackId });
  await its("SendDurableExecutionCallbackSuccess", { CallbackId, Result: "yes" });
  const late = its("SendDurableExecutionCallbackFailure", { CallbackId, Error: { ErrorMessage: "no" } });
  await expect(late).rejects.toMatchObject({ name: "CallbackTimeoutException" });

  const [running, history, listed] = await Promise.all([
    its("GetDurableExecution", { DurableExecutionArn }),
    its("GetDurableExecutionHistory", { DurableExecutionArn }),
    its("ListDurableExecutionsByFunction", { FunctionName: "raw", DurableExecutionName }),
  ]);
  expect(running).toMatchObject({ Status: "RUNNING", InputPayload: '{"n":1}', Version: "1" });
  expect(history).toMatchObject({
    Events: [
      { EventType: "ExecutionStarted" },
      { EventType: "CallbackStarted", CallbackStartedDetails: { CallbackId } },
      { EventType: "CallbackSucceeded", CallbackSucceededDetails: { Result: { Payload: "yes" } } },
    ],
  });
  expect(listed).toMatchObject({ DurableExecutions: [{ DurableExecutionArn, Status: "RUNNING" }] });
  await its("StopDurableExecution", { DurableExecutionArn, Error: { ErrorType: "Operator" } });
  expect(await its("GetDurableExecution", { DurableExecutionArn })).toMatchObject({
    Status: "STOPPED",
    Error: { ErrorType: "Operator" },
  });
}

test("AWS's SDK makes every call of the API", () => expectEveryCallToWork(sdk));

const installed = await hasCli();
test.skipIf(!installed)(
  `AWS's command line makes every call of the API${installed ? "" : ": skipped, for no aws is installed that knows durable functions"}`,
  () => expectEveryCallToWork(cli),
);
