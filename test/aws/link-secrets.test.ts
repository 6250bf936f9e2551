import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { expect, test } from "vitest";
import { linkSecrets } from "../../src/aws/link-secrets.ts";
import { secret } from "../../src/aws/secrets.ts";
import { NOW } from "../../testkit/fakes.ts";
import { awsApi, failureOf } from "../../testkit/aws/aws-api.ts";

/** A secret over its rotations: `versions` holds the current one last. */
async function rotating(...versions: string[]) {
  let time = NOW.getTime();
  let isDown = false;
  let isPreviousRefused = false;
  const api = await awsApi(({ body }) => {
    const back = JSON.parse(body).VersionStage === "AWSPREVIOUS" ? 2 : 1;
    const SecretString = versions.at(-back);
    if (isPreviousRefused && back === 2) {
      return { status: 403, type: "AccessDeniedException" };
    }
    return isDown || !SecretString
      ? { type: isDown ? "InternalServiceError" : "ResourceNotFoundException" }
      : { body: { SecretString } };
  });
  const now = () => new Date(time);
  const client = new SecretsManagerClient(api.config);
  const secrets = linkSecrets(client, "link", secret(client, "link", { parse: String, now }), now);
  return {
    api,
    secrets,
    rotate: (value: string) => void versions.push(value),
    pass: (milliseconds: number) => void (time += milliseconds),
    refusePrevious: () => void (isPreviousRefused = true),
    down: (down: boolean) => void (isDown = down),
  };
}

test("before any rotation there is no other secret than the current one", async () => {
  const { api, secrets } = await rotating("first");
  await using _ = api;
  expect([await secrets.current(), await secrets.others()]).toEqual(["first", ["first"]]);
});

test("after a rotation, the kept one, the new one and the one before are all good", async () => {
  const { api, secrets, rotate } = await rotating("first");
  await using _ = api;
  expect(await secrets.current()).toBe("first");
  rotate("second");
  expect(await secrets.others()).toEqual(["second", "first"]);
  expect(await secrets.current()).toBe("second");
});

test("they are asked for once a minute, however many bad links come", async () => {
  const { api, secrets, pass } = await rotating("first");
  await using _ = api;
  await Promise.all([secrets.others(), secrets.others()]);
  pass(59_999);
  await secrets.others();
  expect(api.calls).toHaveLength(2);
  pass(1);
  await secrets.others();
  expect(api.calls).toHaveLength(4);
});

test("a failure to ask is told, and kept for as long as a success", async () => {
  const { api, secrets, down, pass } = await rotating("first");
  await using _ = api;
  await secrets.current();
  down(true);
  for (let forged = 0; forged < 20; forged += 1) {
    expect((await failureOf(secrets.others())).name).toBe("InternalServiceError");
  }
  expect(await secrets.current()).toBe("first");
  down(false);
  pass(60_000);
  expect(await secrets.others()).toEqual(["first"]);
  expect(api.calls).toHaveLength(1 + 2 + 2); // the secret, and twice both of the others
});

test("a former secret that may not be read is a failure, and not one that never was", async () => {
  const { api, secrets, refusePrevious } = await rotating("first");
  await using _ = api;
  refusePrevious();
  expect((await failureOf(secrets.others())).name).toBe("AccessDeniedException");
});

test("those that are known stay good while Secrets Manager is down", async () => {
  const { api, secrets, rotate, down, pass } = await rotating("first");
  await using _ = api;
  rotate("second");
  await secrets.others();
  down(true);
  pass(60_000);
  expect([await secrets.others(), await secrets.current()]).toEqual([["second", "first"], "second"]);
});
