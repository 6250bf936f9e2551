import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { ListDurableExecutionsByFunctionCommand } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { LOCAL } from "../../local/address.ts";
import { awsClientConfig } from "../../local/credentials.ts";
import { expectSoon, linksIn, outside } from "../../testkit/outside.ts";
import { startService } from "./start.ts";

const SIMULATOR = "success@simulator.amazonses.com";

test("a self-check exercises the whole function, sends one email to Amazon's simulator, and leaves nothing behind", async () => {
  const logs: string[] = [];
  const stack = await startService({ log: (text) => void logs.push(text) });
  logs.length = 0; // at its start, Slack's check of the certificate may come too late for a busy machine
  const world = outside(stack);
  const arn = await world.start({ self_check: true });
  await expectSoon(async () => (await world.execution(arn)).status).toBe("SUCCEEDED");
  expect((await world.execution(arn)).result).toEqual({
    status: "SELF_CHECKED",
    checks: ["table", "links", "slack", "email", "callback"].map((check) => ({ check, ok: true })),
  });

  const mails = await world.mails(SIMULATOR);
  expect(mails).toMatchObject([{ subject: "Welcome", destination: { to: [SIMULATOR] } }]);
  expect(mails.flatMap(linksIn)).toEqual([]);
  expect(stack.slack.messages()).toEqual([]);
  const dynamo = new DynamoDBClient(awsClientConfig(stack.urls.dynamo));
  expect((await dynamo.send(new ScanCommand({ TableName: LOCAL.table }))).Items).toEqual([]);
  expect(logs).toEqual([]);
  await stack.close();
});

test("nobody in Slack can start a self-check", async () => {
  const stack = await startService();
  const world = outside(stack);
  for (const text of ["self_check", '{"self_check":true}', "self_check true", "ada@example.com self_check"]) {
    await stack.slack.command({ user: "U0ADMIN", text });
  }
  // The last one is an address and a name: an onboarding like any other.
  await world.pendingCard("ada@example.com");
  const { DurableExecutions = [] } = await world.lambda.send(
    new ListDurableExecutionsByFunctionCommand({ FunctionName: LOCAL.functionName, Qualifier: "1" }),
  );
  expect(DurableExecutions).toHaveLength(1);
  await stack.close();
});
