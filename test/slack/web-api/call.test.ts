import { describe, expect, test } from "vitest";
import { callSlack, slackClients } from "../../../src/slack/web-api.ts";
import type { SlackCredentials } from "../../../src/slack/credentials.ts";
import type { Secret } from "../../../src/domain/ports.ts";
import { type Call, webApi } from "../../../testkit/slack/web-api.ts";

/** A secret that holds these bot tokens, the next one each time that it is fetched anew. */
function rotating(...tokens: string[]): Secret<SlackCredentials> {
  let fetched = 0;
  const get = async () => ({ botToken: tokens[fetched] ?? "", signingSecret: "0123456789abcdef" });
  const refresh = () => {
    fetched += 1;
    return get();
  };
  return Object.assign(get, { refresh });
}

const acceptOnly = (token: string) => (call: Call) => ({
  body: call.token === `Bearer ${token}` ? { ok: true, team_id: "T0LOCAL" } : { ok: false, error: "invalid_auth" },
});

describe("a call to Slack", () => {
  test.each(["invalid_auth", "token_revoked", "token_expired", "account_inactive", "not_authed"])(
    "whose token is refused as %s is made once more with a fresh one",
    async (error) => {
      await using api = await webApi((sent) => ({
        body: sent.token === "Bearer xoxb-new" ? { ok: true } : { ok: false, error },
      }));
      const clients = slackClients(rotating("xoxb-old", "xoxb-new"), api.url);
      expect(await callSlack(clients, (slack) => slack.auth.test())).toMatchObject({ ok: true });
    },
  );

  test("whose token was refused goes on with the fresh one", async () => {
    await using api = await webApi(acceptOnly("xoxb-new"));
    const clients = slackClients(rotating("xoxb-old", "xoxb-new"), api.url);
    expect(await callSlack(clients, (slack) => slack.auth.test())).toMatchObject({ team_id: "T0LOCAL" });
    expect(api.calls.map(({ token }) => token)).toEqual(["Bearer xoxb-old", "Bearer xoxb-new"]);

    await callSlack(clients, (slack) => slack.auth.test());
    expect(api.calls.map(({ token }) => token).slice(2)).toEqual(["Bearer xoxb-new"]);
  });

  test("is made no third time", async () => {
    await using api = await webApi(acceptOnly("xoxb-other"));
    const clients = slackClients(rotating("xoxb-old", "xoxb-old", "xoxb-other"), api.url);
    const called = callSlack(clients, (slack) => slack.auth.test());
    await expect(called).rejects.toMatchObject({ name: "slack_invalid_auth" });
    expect(api.calls).toHaveLength(2);
  });

  test("that fails otherwise is made once, with the token that is there", async () => {
    await using api = await webApi(() => ({ body: { ok: false, error: "missing_scope" } }));
    const clients = slackClients(rotating("xoxb-old", "xoxb-new"), api.url);
    const called = callSlack(clients, (slack) => slack.auth.test());
    await expect(called).rejects.toMatchObject({ name: "slack_missing_scope" });
    expect(api.calls.map(({ token }) => token)).toEqual(["Bearer xoxb-old"]);
  });
});
