import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { startDynamo } from "../../local/dynamo.ts";

const PUT = JSON.stringify({
  TableName: "users",
  Item: { user_id: { S: "ada" } },
  ConditionExpression: "attribute_not_exists(user_id)",
});
const REQUEST = [
  "POST / HTTP/1.1",
  "host: 127.0.0.1",
  "x-amz-target: DynamoDB_20120810.PutItem",
  "x-amz-date: 20261124T090000Z",
  "authorization: AWS4-HMAC-SHA256 Credential=a/20261124/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=a",
  "content-type: application/x-amz-json-1.0",
  `content-length: ${PUT.length}`,
  "",
  PUT,
].join("\r\n");

// A function that is stopped leaves its requests behind; Vitest fails the run if one of them throws.
test("closes once it has done what it was asked to, even if nobody waits for the answer", async () => {
  const dynamo = await startDynamo({ port: 0, table: "users" });
  const { hostname, port } = new URL(dynamo.url);
  const clients = Array.from({ length: 20 }, () => connect(Number(port), hostname));
  await Promise.all(clients.map((client) => once(client, "connect")));
  const answered = clients.map((client) => once(client, "data"));
  clients.forEach((client) => client.write(REQUEST));
  const [answer] = await Promise.race(answered);
  expect(String(answer)).toContain("HTTP/1.1 200");
  clients.forEach((client) => client.on("error", () => undefined).destroy());
  await dynamo.close();
});
