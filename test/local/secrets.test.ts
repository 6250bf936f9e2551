import {
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalLambda, startLambda } from "../../packages/durable-lambda-local/src/service.ts";
import { secretsManager } from "../../local/secrets.ts";

let lambda: LocalLambda;
let client: SecretsManagerClient;
beforeAll(async () => {
  lambda = await startLambda({
    services: { secretsmanager: secretsManager({ "local/link": "s3cret", "local/slack": "first" }) },
  });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new SecretsManagerClient({ endpoint: lambda.url, region: "us-east-1", credentials, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await lambda.close();
});

test("A secret is found by its name and by its ARN", async () => {
  const byName = await client.send(new GetSecretValueCommand({ SecretId: "local/link" }));
  expect(byName).toMatchObject({ Name: "local/link", SecretString: "s3cret", VersionStages: ["AWSCURRENT"] });
  const byArn = await client.send(new GetSecretValueCommand({ SecretId: byName.ARN }));
  expect(byArn.SecretString).toBe("s3cret");
});

test("An unknown secret is not found", async () => {
  const unknown = client.send(new GetSecretValueCommand({ SecretId: "local/other" }));
  await expect(unknown).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test("Any other operation is refused by name", async () => {
  const other = client.send(new ListSecretsCommand({}));
  await expect(other).rejects.toMatchObject({ name: "InvalidAction", message: expect.stringContaining("ListSecrets") });
});

test("A request without a secret's ID is refused", async () => {
  const response = await fetch(lambda.url, {
    method: "POST",
    headers: { "x-amz-target": "secretsmanager.GetSecretValue" },
    body: "[]",
  });
  expect(response.status).toBe(400);
});

test("A value that was put takes the place of the one before, which can still be had by its stage", async () => {
  const stage = (VersionStage: string) =>
    client.send(new GetSecretValueCommand({ SecretId: "local/slack", VersionStage }));
  await expect(stage("AWSPREVIOUS")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await client.send(new PutSecretValueCommand({ SecretId: "local/slack", SecretString: "second" }));
  expect(await stage("AWSCURRENT")).toMatchObject({ SecretString: "second" });
  expect(await stage("AWSPREVIOUS")).toMatchObject({ SecretString: "first" });
});

test("Real secrets are handed to nobody without the credentials of this start", async () => {
  const guarded = await startLambda({
    services: { secretsmanager: secretsManager({ "local/slack": "real" }, "localabc") },
  });
  const read = (accessKeyId: string) => {
    const credentials = { accessKeyId, secretAccessKey: "any" };
    const own = new SecretsManagerClient({ endpoint: guarded.url, region: "us-east-1", credentials, maxAttempts: 1 });
    return own.send(new GetSecretValueCommand({ SecretId: "local/slack" })).finally(() => own.destroy());
  };
  await expect(read("local")).rejects.toThrow("The security token included in the request is invalid.");
  expect(await read("localabc")).toMatchObject({ SecretString: "real" });
  await guarded.close();
});
