import { InvocationType } from "@aws-sdk/client-lambda";
import { CloudDurableTestRunner, ExecutionStatus } from "@aws/durable-execution-sdk-js-testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Service, startService } from "./service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const runner = (invocationType: InvocationType) =>
  new CloudDurableTestRunner({
    functionName: "workflows:live",
    client: service.client,
    config: { pollInterval: 20, invocationType },
  });

describe("AWS's own test runner for the cloud", () => {
  test("runs a workflow and completes its callback", async () => {
    const cloud = runner(InvocationType.Event);
    const answer = cloud.getOperation("answer");
    const running = cloud.run({ payload: { workflow: "approval" } });
    await answer.waitForData();
    await answer.sendCallbackSuccess("yes");
    const result = await running;
    expect(result.getStatus()).toBe(ExecutionStatus.SUCCEEDED);
    expect(result.getResult()).toEqual({ greeting: "Hello", answer: "yes" });
    expect(result.getInvocations()).toHaveLength(2);
    expect(result.getOperations().map((operation) => operation.getName())).toEqual(["greet", "answer", "conclude"]);
    expect(cloud.getOperation("greet").getStepDetails()).toMatchObject({ result: "Hello" });
  });

  test("reads the steps and the error of a failed one", async () => {
    const cloud = runner(InvocationType.RequestResponse);
    const result = await cloud.run({ payload: { workflow: "fails" } });
    expect(result.getStatus()).toBe(ExecutionStatus.FAILED);
    expect(result.getError()).toMatchObject({ errorMessage: "out of range" });
    expect(cloud.getOperation("never").getStepDetails()?.error).toMatchObject({ errorType: "RangeError" });
  });
});
