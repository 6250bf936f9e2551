import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, test } from "vitest";
import { secret } from "../../src/aws/secrets.ts";
import { PermanentFailure } from "../../src/domain/failures.ts";
import { NOW } from "../../testkit/fakes.ts";
import { type Answer, awsApi, failureOf } from "../../testkit/aws/aws-api.ts";

/** A secret whose service gives these answers, one after the other. */
async function secretAnswering(...answers: Answer[]) {
  const api = await awsApi((): Answer => answers[api.calls.length - 1]);
  return { api, get: secret(new SecretsManagerClient(api.config), "prod/slack", { parse: String, now: () => NOW }) };
}

const value = (SecretString: string): Answer => ({ body: { SecretString } });

describe("a secret", () => {
  test("is fetched once, however many ask at once and later", async () => {
    const { api, get } = await secretAnswering(value("s3cret"));
    await using _ = api;
    expect(await Promise.all([get(), get()])).toEqual(["s3cret", "s3cret"]);
    expect(await get()).toBe("s3cret");
    expect(api.calls.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ SecretId: "prod/slack" }]);
  });

  test("is replaced by the value that is fetched anew", async () => {
    const { api, get } = await secretAnswering(value("s3cret"), value("rotated"));
    await using _ = api;
    expect([await get(), await get.refresh(), await get()]).toEqual(["s3cret", "rotated", "rotated"]);
    expect(api.calls).toHaveLength(2);
  });

  test("stays good while it is fetched anew, and where that fails", async () => {
    const down = { status: 503, type: "ServiceUnavailableException" };
    const { api, get } = await secretAnswering(value("s3cret"), down, value(""), value("rotated"));
    await using _ = api;
    await get();
    expect((await failureOf(get.refresh())).name).toBe("ServiceUnavailableException");
    expect((await failureOf(get.refresh())).name).toBe("SecretNotFilledIn");
    expect(await get()).toBe("s3cret");
    const refreshing = get.refresh();
    expect([await get(), await refreshing, await get()]).toEqual(["s3cret", "rotated", "rotated"]);
  });

  test("that is too old stays good while Secrets Manager is down, which is asked no more often", async () => {
    let time = 0;
    await using api = await awsApi(() => (time === 0 ? value("s3cret") : { status: 503, type: "Unavailable" }));
    const keeping = { parse: String, keepMilliseconds: 60_000, now: () => new Date(time) };
    const get = secret(new SecretsManagerClient(api.config), "prod/link", keeping);
    await get();
    time = 60_000;
    expect([await get(), await get(), api.calls.length]).toEqual(["s3cret", "s3cret", 2]);
    time = 120_000;
    expect([await get(), api.calls.length]).toEqual(["s3cret", 3]);
  });

  test("that is not usable is not kept: mending it helps at once", async () => {
    const answers = [value("xoxp-wrong"), value("xoxb-right")];
    await using api = await awsApi(() => answers[api.calls.length - 1]);
    const parse = (text: string) => {
      if (!text.startsWith("xoxb-")) {
        throw new PermanentFailure("SecretNotFilledIn", "It is not usable.");
      }
      return { token: text };
    };
    const get = secret(new SecretsManagerClient(api.config), "prod/slack", { parse, now: () => NOW });
    expect(await failureOf(get())).toMatchObject({ name: "SecretNotFilledIn" });
    const right = { token: "xoxb-right" };
    expect([await get(), await get()]).toEqual([right, right]);
  });

  test("is fetched again once it is too old", async () => {
    const answers = [value("first"), value("second")];
    await using api = await awsApi(() => answers[api.calls.length - 1]);
    let time = 0;
    const get = secret(new SecretsManagerClient(api.config), "link", {
      parse: String,
      keepMilliseconds: 60_000,
      now: () => new Date(time),
    });
    expect(await get()).toBe("first");
    time = 59_999;
    expect(await get()).toBe("first");
    time = 60_000;
    expect(await get()).toBe("second");
  });

  test("is fetched again after a failure", async () => {
    const { api, get } = await secretAnswering({ type: "ResourceNotFoundException" }, value("s3cret"));
    await using _ = api;
    expect(await failureOf(get())).toMatchObject({ name: "ResourceNotFoundException" });
    expect(await get()).toBe("s3cret");
  });

  test.each([
    "",
    " \n",
    "REPLACE_ME",
    "changeme",
    '{"bot_token":"change-me","signing_secret":"change-me"}',
    "<placeholder>",
  ])("that is %j is refused by name until it is filled in", async (empty) => {
    const { api, get } = await secretAnswering(value(empty), value("s3cret"));
    await using _ = api;
    const error = await failureOf(get());
    expect(error).toBeInstanceOf(PermanentFailure);
    expect(error).toMatchObject({ name: "SecretNotFilledIn" });
    expect(error.message).toContain("prod/slack");
    expect(await get()).toBe("s3cret");
  });

  test("without any value is refused too", async () => {
    const { api, get } = await secretAnswering({ body: {} });
    await using _ = api;
    expect(await failureOf(get())).toMatchObject({ name: "SecretNotFilledIn" });
  });
});
