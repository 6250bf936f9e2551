import { DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import { startDynamo } from "../../../local/dynamo.ts";
import { documents } from "../../../src/aws/client.ts";
import { dynamoSelfCheck } from "../../../src/aws/dynamo/self-check.ts";
import { awsApi, everythingOf, failureOf } from "../../../testkit/aws/aws-api.ts";

const TARGET = "x-amz-target";
const ACTIONS = ["GetItem", "PutItem", "UpdateItem", "DeleteItem"];

test("every action on the table is authorised, and nothing is written", async () => {
  const dynamo = await startDynamo({ port: 0, table: "users" });
  const client = documents(dynamo.client);
  await waitUntilTableExists({ client, minDelay: 0.01, maxDelay: 0.05, maxWaitTime: 5 }, { TableName: "users" });
  const asked: unknown[] = [];
  client.middlewareStack.add(
    (next) => (args) => {
      asked.push((args.request as { headers: Record<string, string> }).headers[TARGET]);
      return next(args);
    },
    { step: "build", priority: "low" },
  );
  await dynamoSelfCheck(client, "users")();
  expect(asked).toEqual(ACTIONS.map((action) => `DynamoDB_20120810.${action}`));
  expect((await client.send(new ScanCommand({ TableName: "users" }))).Items).toEqual([]);
  await dynamo.close();
});

test.each(ACTIONS)("a role that lacks %s fails by the error's name", async (action) => {
  await using api = await awsApi(({ headers }) =>
    headers[TARGET] === `DynamoDB_20120810.${action}`
      ? { type: "AccessDeniedException", body: { message: "user/ada is not authorized" } }
      : {},
  );
  const check = dynamoSelfCheck(documents(new DynamoDBClient(api.config)), "users");
  const failure = await failureOf(check());
  expect(failure).toMatchObject({
    name: "AccessDeniedException",
    message: "The call to DynamoDB failed: AccessDeniedException.",
  });
  expect(everythingOf(failure)).not.toContain("user/ada");
});
