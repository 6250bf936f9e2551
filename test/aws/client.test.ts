import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { expect, test } from "vitest";
import { INTERACTIVE, BACKGROUND } from "../../src/aws/client.ts";
import { awsApi, failureOf } from "../../testkit/aws/aws-api.ts";

test("A service that never answers a function that a person waits for is asked twice, and given up", async () => {
  await using api = await awsApi(() => undefined);
  const client = new SecretsManagerClient({ ...api.config, ...INTERACTIVE });
  const error = await failureOf(client.send(new GetSecretValueCommand({ SecretId: "any" })));
  expect(error.name).toBe("TimeoutError");
  expect(api.calls).toHaveLength(2);
});

test("The durable function asks once, for its step owns the retries", async () => {
  await using api = await awsApi(() => ({ status: 500, type: "InternalServiceError" }));
  const client = new SecretsManagerClient({ ...api.config, ...BACKGROUND });
  await failureOf(client.send(new GetSecretValueCommand({ SecretId: "any" })));
  expect(api.calls).toHaveLength(1);
});

test("A service in trouble is asked twice, and no more", async () => {
  await using api = await awsApi(() => ({ status: 500, type: "InternalServiceError" }));
  const client = new SecretsManagerClient({ ...api.config, ...INTERACTIVE });
  await failureOf(client.send(new GetSecretValueCommand({ SecretId: "any" })));
  expect(api.calls).toHaveLength(2);
});
