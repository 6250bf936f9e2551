import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
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
