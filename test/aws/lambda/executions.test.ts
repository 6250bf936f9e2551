import { LambdaClient } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { executionIn, lambdaExecutions } from "../../../src/aws/lambda.ts";
import { type Answer, awsApi, everythingOf, failureOf } from "../../../testkit/aws/aws-api.ts";

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:onboard:7/durable-execution/ada/1111";

async function lambda(answer: Answer) {
  const api = await awsApi(() => answer);
  return { api, executions: lambdaExecutions(new LambdaClient(api.config)) };
}

describe("an execution", () => {
  test.each([
    ["SUCCEEDED", "succeeded"],
    ["FAILED", "failed"],
    ["STOPPED", "stopped"],
    ["TIMED_OUT", "timed-out"],
    ["RUNNING", "running"],
    ["PAUSED", "running"],
    ["A_STATE_TO_COME", "running"],
  ])("that is %s is %s, with its input and the name of its error", async (Status, outcome) => {
    const { api, executions } = await lambda({
      body: { Status, InputPayload: '{"user_id":"u-ada"}', Error: { ErrorType: "AddressInUse", ErrorMessage: "x" } },
    });
    await using _ = api;
    expect(await executions.find(ARN)).toEqual({ outcome, input: { user_id: "u-ada" }, error: "AddressInUse" });
    expect(decodeURIComponent(api.calls[0]?.path ?? "")).toBe(`/2025-12-01/durable-executions/${ARN}`);
  });

  test("whose input is missing or no JSON has none", async () => {
    const { api, executions } = await lambda({ body: { Status: "FAILED", InputPayload: "{oops" } });
    await using _ = api;
    expect(await executions.find(ARN)).toEqual({ outcome: "failed", input: undefined, error: undefined });
  });

  test("that Lambda no longer keeps is none", async () => {
    const { api, executions } = await lambda({ status: 404, type: "ResourceNotFoundException" });
    await using _ = api;
    expect(await executions.find(ARN)).toBeUndefined();
  });

  test("that cannot be asked about is an error that repeats nothing", async () => {
    const { api, executions } = await lambda({
      status: 403,
      type: "AccessDeniedException",
      body: { message: "ada@example.com" },
    });
    await using _ = api;
    const error = await failureOf(executions.find(ARN));
    expect(error).toMatchObject({
      name: "AccessDeniedException",
      message: "The call to Lambda's executions failed: AccessDeniedException.",
    });
    expect(everythingOf(error)).not.toContain("ada@");
  });
});

describe("an event of EventBridge's", () => {
  // As the Lambda guide shows it: https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html
  const event = {
    version: "0",
    id: "d019b03c-a8a3-9d58-85de-241e96206538",
    "detail-type": "Durable Execution Status Change",
    source: "aws.lambda",
    account: "123456789012",
    time: "2025-11-20T13:08:22Z",
    region: "us-east-1",
    resources: [],
    detail: {
      durableExecutionArn: ARN,
      durableExecutionName: "ada",
      functionArn: "arn:aws:lambda:us-east-1:123456789012:function:my-function:2",
      status: "STOPPED",
      startTimestamp: "2025-11-20T13:08:22.345Z",
      endTimestamp: "2025-11-20T13:09:22.345Z",
    },
  };

  test("names its execution", () => {
    expect(executionIn(event)).toBe(ARN);
  });

  test.each([undefined, null, "text", {}, { ...event, "detail-type": "Other" }, { ...event, detail: {} }])(
    "of another kind names none: %j",
    (other) => {
      expect(executionIn(other)).toBeUndefined();
    },
  );
});
