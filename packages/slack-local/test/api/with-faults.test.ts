import { expect, test } from "vitest";
import { call, clientOf, running } from "../running.ts";
import { CARD } from "../samples.ts";

test("a throttled call is answered 429 with Retry-After, as often as asked for", async () => {
  const { slack, web } = await running();
  slack.fail("chat.postMessage", { kind: "throttled", retryAfterSeconds: 7, times: 1 });
  await expect(web.chat.postMessage(CARD)).rejects.toMatchObject({ retryAfter: 7 });
  expect(slack.messages()).toEqual([]);
  await expect(web.chat.postMessage(CARD)).resolves.toMatchObject({ ok: true });
});

test("a broken method answers 500 until healed, and no other is touched", async () => {
  const { slack, web } = await running();
  slack.fail("chat.postMessage", { kind: "broken" });
  await expect(web.chat.postMessage(CARD)).rejects.toMatchObject({ statusCode: 500 });
  await expect(web.chat.postMessage(CARD)).rejects.toMatchObject({ statusCode: 500 });
  await expect(web.auth.test()).resolves.toMatchObject({ ok: true });
  slack.heal();
  await expect(web.chat.postMessage(CARD)).resolves.toMatchObject({ ok: true });
});

test("all of Slack is broken until it is healed, but for a method that has a fault of its own", async () => {
  const { slack, web } = await running();
  slack.fail("*", { kind: "broken" });
  slack.fail("auth.test", { kind: "refused", error: "invalid_auth" });
  await expect(web.chat.postMessage(CARD)).rejects.toMatchObject({ statusCode: 500 });
  await expect(web.auth.test()).rejects.toMatchObject({ data: { error: "invalid_auth" } });
  slack.heal("*");
  await expect(web.chat.postMessage(CARD)).resolves.toMatchObject({ ok: true });
  await expect(web.auth.test()).rejects.toMatchObject({ data: { error: "invalid_auth" } });
});

test("a silent method lets the caller time out and does nothing; a lost answer was nevertheless carried out", async () => {
  const { slack } = await running();
  slack.fail("chat.postMessage", { kind: "silent" });
  const brief = clientOf(slack, "xoxb-local", 300);
  await expect(brief.chat.postMessage(CARD)).rejects.toMatchObject({ code: "slack_webapi_request_error" });
  expect(slack.messages()).toEqual([]);

  slack.fail("chat.postMessage", { kind: "lost" });
  const patience = new AbortController();
  const lost = call(slack, "chat.postMessage", CARD, "Bearer xoxb-local", patience.signal);
  await expect.poll(() => slack.messages()).toHaveLength(1);
  patience.abort();
  await expect(lost).rejects.toThrow("aborted");
});

test("a refusal comes under the name asked for", async () => {
  const { slack } = await running();
  slack.fail("usergroups.users.list", { kind: "refused", error: "paid_teams_only" });
  expect(await call(slack, "usergroups.users.list", {})).toEqual({ ok: false, error: "paid_teams_only" });
});

test("the rate limit is off at first, and then about a message a second per channel", async () => {
  const { slack, web } = await running({ now: () => new Date("2026-11-24T09:00:00Z") });
  const post = () => web.chat.postMessage({ channel: "C0APPROVALS", text: "a" });
  await Promise.all([1, 2, 3, 4, 5].map(post));
  slack.limitRate(true);
  await expect(post()).rejects.toMatchObject({ retryAfter: 3 });
  await expect(web.chat.postMessage({ channel: "U0REQUESTER", text: "a" })).resolves.toMatchObject({ ok: true });
});
