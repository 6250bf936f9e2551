import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDynamo } from "../../../local/dynamo.ts";
import { documents } from "../../../src/aws/client.ts";
import { dynamoTries } from "../../../src/aws/dynamo/tries.ts";
import { pendingUser } from "../../../testkit/fakes.ts";

let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  dynamo = await startDynamo({ port: 0, table: "users" });
});
afterAll(() => dynamo.close());

const ofOnboarding = (id: string) => pendingUser({ execution: `arn:aws:lambda:…/durable-execution/ada/${id}` });

test("an onboarding has ten tries, however many ask at once, and another one has its own", async () => {
  const tries = dynamoTries(documents(dynamo.client), "users");
  const taken = await Promise.all(Array.from({ length: 25 }, () => tries.take(ofOnboarding("1"))));
  const left = taken.filter((each) => each !== undefined).toSorted((one, other) => other - one);
  expect(left).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  expect(await tries.take(ofOnboarding("1"))).toBeUndefined();
  expect(await tries.take(ofOnboarding("2"))).toBe(9);
});

test("the count goes a day after the window, and holds nothing personal", async () => {
  const client = documents(dynamo.client);
  await dynamoTries(client, "users").take(ofOnboarding("3"));
  const { Item } = await client.send(new GetCommand({ TableName: "users", Key: { user_id: "tries#3" } }));
  expect(Item).toEqual({
    user_id: "tries#3",
    tries: 1,
    ttl: Date.parse(pendingUser().expiresAt) / 1000 + 86_400,
  });
});
