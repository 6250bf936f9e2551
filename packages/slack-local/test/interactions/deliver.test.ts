import { App, AwsLambdaReceiver } from "@slack/bolt";
import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { signature, problemOf } from "../../src/interactions/deliver.ts";
import { running, SIGNING_SECRET } from "../running.ts";
import { CARD } from "../samples.ts";

// The worked example of https://docs.slack.dev/authentication/verifying-requests-from-slack
test("the signature is Slack's", () => {
  const body =
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
  expect(signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body)).toBe(
    "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
  );
});

test("each request is signed over its body and the time of sending", async () => {
  const { slack, app } = await running({ now: () => new Date("2026-11-24T09:00:00Z") });
  await slack.command({ user: "U0ADMIN", text: "help" });
  const { headers, raw } = app.received[0] ?? {};
  const hash = createHmac("sha256", SIGNING_SECRET).update(`v0:1795510800:${raw}`).digest("hex");
  expect(headers).toMatchObject({
    "x-slack-request-timestamp": "1795510800",
    "x-slack-signature": `v0=${hash}`,
  });
});

test("the certificate check is signed like any other request", async () => {
  const { slack, app } = await running();
  await slack.checkCertificate();
  const { headers, raw } = app.received[0] ?? {};
  expect(raw).toBe("ssl_check=1");
  expect(headers).toMatchObject({ "x-slack-signature": expect.stringMatching(/^v0=[0-9a-f]{64}$/u) });
});

test("Bolt's own receiver takes presses, commands and events for Slack's", async () => {
  const { slack, web, app } = await running();
  const receiver = new AwsLambdaReceiver({ signingSecret: SIGNING_SECRET });
  const bolt = new App({ receiver, token: "xoxb-local", botId: "B0LOCAL", botUserId: "U0BOT" });
  const heard: string[] = [];
  bolt.action("verify", async ({ ack, body }) => {
    heard.push(`press by ${body.user.id}`);
    await ack();
  });
  bolt.command("/request", async ({ ack, command }) => {
    heard.push(`command ${command.text} in ${command.channel_name}`);
    await ack();
  });
  bolt.event("app_home_opened", async ({ event }) => {
    heard.push(`home of ${event.user}`);
  });
  const handle = receiver.toHandler();
  app.reply = async ({ headers, raw }) => {
    const { statusCode, body } = await handle({ headers, body: raw, isBase64Encoded: false } as never, {});
    return { status: statusCode, body };
  };
  const { ts = "" } = await web.chat.postMessage(CARD);
  const answers = [
    await slack.press({ user: "U0ADMIN", ts, actionId: "verify" }),
    await slack.command({ user: "U0SECOND", text: "Zoë" }),
    await slack.openHome("U0ADMIN"),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(heard).toEqual(["press by U0ADMIN", "command Zoë in user-approvals", "home of U0ADMIN"]);
});

test("an answer other than 200, and none at all, is trouble in plain words", async () => {
  const { slack, app } = await running();
  app.reply = () => ({ status: 500 });
  expect(await slack.openHome("U0ADMIN")).toMatchObject({
    status: 500,
    problem: "The app answered with HTTP status 500; Slack would have shown an error.",
  });
});

test("an answer after more than 3 s is trouble, with the time that it took", () => {
  const slack = { timeoutMilliseconds: 3000 };
  expect(problemOf(slack, 200, 3000)).toBeUndefined();
  expect(problemOf(slack, 200, 3400)).toBe("The app took 3.4 s; Slack waits for 3 s and would have shown an error.");
});

test("so is no answer at all", async () => {
  const { slack, app } = await running();
  app.reply = () => ({ hangUp: true });
  expect(await slack.openHome("U0ADMIN")).toMatchObject({
    status: undefined,
    problem: "The app could not be reached.",
  });
});
