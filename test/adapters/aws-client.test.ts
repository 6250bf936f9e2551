import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { expect, test } from "vitest";
import { BRIEF } from "../../src/adapters/aws-client.ts";
import { awsApi, failureOf } from "./aws-api.ts";

test("A service that never answers is given up after 2 s", async () => {
  await using api = await awsApi(() => undefined);
  const client = new SecretsManagerClient({ ...BRIEF, ...api.config });
  const begin = performance.now();
  const error = await failureOf(client.send(new GetSecretValueCommand({ SecretId: "any" })));
  expect(error.name).toBe("TimeoutError");
  expect(performance.now() - begin).toBeLessThan(3_000);
});

test("A service in trouble is asked twice, and no more", async () => {
  await using api = await awsApi(() => ({ status: 500, type: "InternalServiceError" }));
  const client = new SecretsManagerClient({ ...api.config, ...BRIEF });
  await failureOf(client.send(new GetSecretValueCommand({ SecretId: "any" })));
  expect(api.calls).toHaveLength(2);
});
