import { CheckpointDurableExecutionCommand } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { checkpointClient } from "../../src/aws/checkpoints.ts";
import { type Answer, awsApi, clientConfig, everythingOf, failureOf } from "../../testkit/aws/aws-api.ts";

const checkpoint = (config: ReturnType<typeof clientConfig>) =>
  checkpointClient(config).send(
    new CheckpointDurableExecutionCommand({
      DurableExecutionArn: "arn:aws:lambda:us-east-1:000000000000:function:f:1/durable-execution/ada/1111",
      CheckpointToken: "dG9rZW4=",
      Updates: [{ Id: "1", Type: "STEP", Action: "SUCCEED", Payload: '{"email":"ada@example.com"}' }],
    }),
  );

describe("a checkpoint that fails", () => {
  async function failure(answer: (quotation: string) => Answer): Promise<Error> {
    await using api = await awsApi(({ body }) => answer(body));
    const error = await failureOf(checkpoint(api.config));
    expect(everythingOf(error)).not.toMatch(/ada@|dG9rZW4=/u);
    return error;
  }

  test("says its name and its status, by which the SDK goes, and repeats nothing of what was sent", async () => {
    const error = await failure((message) => ({ type: "InvalidParameterValueException", body: { message } }));
    expect(error).toMatchObject({ name: "InvalidParameterValueException", $metadata: { httpStatusCode: 400 } });
    expect(error.message).toBe("The call to Lambda's checkpoints failed: InvalidParameterValueException.");
  });

  test("for its token says so, which the SDK reads", async () => {
    const error = await failure((message) => ({
      type: "InvalidParameterValueException",
      body: { message: `Invalid Checkpoint Token: ${message}` },
    }));
    expect(error.message).toBe("Invalid Checkpoint Token");
  });

  test("for want of a network says so", async () => {
    expect(await failureOf(checkpoint(clientConfig("http://127.0.0.1:9")))).toMatchObject({ name: "ECONNREFUSED" });
  });
});

test("a checkpoint that is taken is answered as it is", async () => {
  await using api = await awsApi(() => ({ body: { CheckpointToken: "bmV4dA==" } }));
  expect(await checkpoint(api.config)).toMatchObject({ CheckpointToken: "bmV4dA==" });
});
