import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { jwtVerify } from "jose";
import { expect, test } from "vitest";
import { LOCAL } from "../../local/address.ts";
import { awsClientConfig } from "../../local/credentials.ts";
import { expectSoon } from "../../testkit/outside.ts";
import { service } from "./start.ts";

const { stack, world } = await service();

const someone = (id: string) => ({ user_id: id, email: `${id}@example.com`, name: "Ada Lovelace" });

test("a link that was mailed before the link secret was replaced still lets its user in, and so do later ones", async () => {
  await world.start(someone("before"));
  await world.link("before@example.com");

  const secrets = new SecretsManagerClient(awsClientConfig(stack.urls.lambda));
  const SecretString = "another-link-secret-of-at-least-32-bytes";
  await secrets.send(new PutSecretValueCommand({ SecretId: LOCAL.linkSecretId, SecretString }));
  await world.start(someone("after"));
  for (const id of ["before", "after"]) {
    expect((await world.pressPage(await world.link(`${id}@example.com`))).status).toBe(200);
    await expectSoon(() => world.status(id)).toBe("ACTIVE");
  }
});

test("a link secret that was replaced signs no link for longer than a minute", async () => {
  const next = "yet-another-link-secret-of-32-bytes-or-more";
  const secrets = new SecretsManagerClient(awsClientConfig(stack.urls.lambda));
  const signedWithNext = async (id: string): Promise<boolean> => {
    await world.start(someone(id));
    const token = new URL(await world.link(`${id}@example.com`)).searchParams.get("token") ?? "";
    const key = new TextEncoder().encode(next);
    return jwtVerify(token, key, { currentDate: new Date(0) }).then(
      () => true,
      ({ code }: { code: string }) => code === "ERR_JWT_CLAIM_VALIDATION_FAILED", // in 1970 it is not yet issued
    );
  };
  expect(await signedWithNext("kept")).toBe(false);
  await secrets.send(new PutSecretValueCommand({ SecretId: LOCAL.linkSecretId, SecretString: next }));
  stack.advance(60);
  expect(await signedWithNext("renewed")).toBe(true);
});
