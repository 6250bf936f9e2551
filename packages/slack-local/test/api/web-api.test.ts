import { expect, test } from "vitest";
import { call, clientOf, running } from "../running.ts";
import { CARD, CHANNEL } from "../samples.ts";

test("the official client is taken at its word: form-encoded, blocks as a JSON string", async () => {
  const { slack, web } = await running();
  const posted = await web.chat.postMessage(CARD);
  expect(posted).toMatchObject({ ok: true, channel: CHANNEL, message: { text: CARD.text, bot_id: "B0LOCAL" } });
  expect(slack.messages()).toMatchObject([{ ts: posted.ts, blocks: CARD.blocks, user: "U0BOT", app_id: "A0LOCAL" }]);
});

test("so is JSON", async () => {
  const { slack } = await running();
  expect(await call(slack, "chat.postMessage", CARD)).toMatchObject({ ok: true, channel: CHANNEL });
  expect(slack.messages()).toMatchObject([{ text: CARD.text, blocks: CARD.blocks }]);
});

test("the token is checked, in the header and in the form", async () => {
  const { slack } = await running();
  expect(await call(slack, "auth.test", {}, "")).toEqual({ ok: false, error: "not_authed" });
  expect(await call(slack, "auth.test", {}, "Bearer xoxb-other")).toEqual({ ok: false, error: "invalid_auth" });
  expect(await call(slack, "auth.test", { token: "xoxb-local" }, "")).toMatchObject({ ok: true });
  const inQuery = await fetch(`${slack.apiUrl}auth.test?token=xoxb-local`);
  expect(await inQuery.json()).toEqual({ ok: false, error: "not_authed" });
  await expect(clientOf(slack, "xoxb-other").auth.test()).rejects.toThrow("invalid_auth");
});

test("auth.test says who the app is", async () => {
  const { web } = await running();
  expect(await web.auth.test()).toMatchObject({ team_id: "T0LOCAL", user_id: "U0BOT", bot_id: "B0LOCAL" });
});

test("an unknown method, broken JSON and missing arguments are refused in Slack's words", async () => {
  const { slack, web } = await running();
  expect(await call(slack, "chat.shout", {})).toEqual({ ok: false, error: "unknown_method" });
  const broken = await fetch(`${slack.apiUrl}auth.test`, {
    method: "POST",
    headers: { authorization: "Bearer xoxb-local", "content-type": "application/json" },
    body: "{",
  });
  expect(await broken.json()).toEqual({ ok: false, error: "invalid_json" });
  expect(await call(slack, "conversations.history", {})).toMatchObject({
    error: "invalid_arguments",
    response_metadata: { messages: ["[ERROR] missing required field: channel"] },
  });
  await expect(web.apiCall("users.info", {})).rejects.toThrow("invalid_arguments");
});
