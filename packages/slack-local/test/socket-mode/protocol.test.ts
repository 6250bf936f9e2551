import { WebClient } from "@slack/web-api";
import { once } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { startSlack, type LocalSlack } from "../../src/slack.ts";
import { call, clientOf, SILENT } from "../running.ts";
import { CARD } from "../samples.ts";
import { WORKSPACE } from "../workspace.ts";
import { socketSlack } from "./app.ts";

type Sent = Record<string, unknown>;

async function addressOf(slack: LocalSlack): Promise<string> {
  const { url } = (await call(slack, "apps.connections.open", {}, "Bearer xapp-local")) as { url: string };
  return url;
}

/** A bare connection: what Slack sent, in order, and a way to answer. */
async function connected(slack: LocalSlack) {
  const socket = new WebSocket(await addressOf(slack));
  const sent: Sent[] = [];
  const waiting: ((message: Sent) => void)[] = [];
  socket.on("message", (data) => {
    const message = JSON.parse((data as Buffer).toString()) as Sent;
    const take = waiting.shift();
    if (take) {
      take(message);
    } else {
      sent.push(message);
    }
  });
  onTestFinished(() => socket.terminate());
  return {
    socket,
    next: async () => sent.shift() ?? new Promise<Sent>((resolve) => void waiting.push(resolve)),
    send: (message: object | string) => socket.send(typeof message === "string" ? message : JSON.stringify(message)),
  };
}

describe("apps.connections.open", () => {
  const open = (slack: LocalSlack, authorization: string, body = {}) =>
    call(slack, "apps.connections.open", body, authorization);

  test("gives an address in return for the app token in the header", async () => {
    const slack = await socketSlack(onTestFinished);
    const answer = await open(slack, "Bearer xapp-local");
    const url = slack.url.replace("http", "ws");
    expect(answer).toEqual({
      ok: true,
      url: expect.stringMatching(`^${url}/link/\\?ticket=[0-9a-f]{32}&app_id=A0LOCAL$`),
    });
  });

  test.each([
    ["no token", "", "not_authed"],
    ["another token", "Bearer xapp-other", "invalid_auth"],
    ["the bot token", "Bearer xoxb-local", "not_allowed_token_type"],
  ])("refuses %s", async (_, authorization, error) => {
    const slack = await socketSlack(onTestFinished);
    expect(await open(slack, authorization)).toEqual({ ok: false, error });
  });

  test("refuses a token in the body, a GET, and a token without connections:write", async () => {
    const slack = await socketSlack(onTestFinished);
    expect(await open(slack, "", { token: "xapp-local" })).toEqual({ ok: false, error: "not_authed" });
    const got = await fetch(`${slack.apiUrl}apps.connections.open`, {
      headers: { authorization: "Bearer xapp-local" },
    });
    expect(await got.json()).toEqual({ ok: false, error: "insecure_request" });
    const workspace = { ...WORKSPACE, app: { ...WORKSPACE.app, appTokenScopes: ["authorizations:read"] } };
    const unscoped = await startSlack({ workspace });
    onTestFinished(() => unscoped.close());
    expect(await open(unscoped, "Bearer xapp-local")).toEqual({ ok: false, error: "missing_scope" });
  });

  test("is all that the app token is good for", async () => {
    const slack = await socketSlack(onTestFinished);
    const client = new WebClient("xapp-local", {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      logger: SILENT,
    });
    await expect(client.auth.test()).rejects.toThrow("not_allowed_token_type");
  });
});

describe("A connection", () => {
  test("is greeted with its number", async () => {
    const slack = await socketSlack(onTestFinished);
    const [first, second] = [await connected(slack), await connected(slack)];
    expect(await first.next()).toMatchObject({
      type: "hello",
      num_connections: 1,
      connection_info: { app_id: "A0LOCAL" },
      debug_info: { approximate_connection_time: 3600 },
    });
    expect(await second.next()).toMatchObject({ type: "hello", num_connections: 2 });
  });

  test("needs an address of its own", async () => {
    const slack = await socketSlack(onTestFinished);
    const url = await addressOf(slack);
    const first = new WebSocket(url);
    await once(first, "open");
    for (const address of [
      url,
      url.replace(/ticket=\w+/u, "ticket=made-up"),
      url.replace("/link/", "/other/"),
      url.replace("/link/", "//"),
    ]) {
      const [{ message }] = await once(new WebSocket(address), "error");
      expect(message).toBe("Unexpected server response: 403");
    }
    first.terminate();
  });

  test("is the eleventh only to be told so", async () => {
    const slack = await socketSlack(onTestFinished);
    for (let number = 1; number <= 10; number += 1) {
      await (await connected(slack)).next();
    }
    const eleventh = await connected(slack);
    expect(await eleventh.next()).toMatchObject({ type: "disconnect", reason: "too_many_websockets" });
    await once(eleventh.socket, "close");
    expect(slack.connections()).toBe(10);
  });

  test("is ended at once where the app has a request URL", async () => {
    const slack = await startSlack({ workspace: WORKSPACE, appUrl: "http://127.0.0.1:9/" });
    onTestFinished(() => slack.close());
    const { next, socket } = await connected(slack);
    expect(await next()).toMatchObject({ type: "disconnect", reason: "link_disabled" });
    await once(socket, "close");
  });
});

describe("An envelope", () => {
  test("holds what a request would hold, and says whether an answer is taken", async () => {
    const slack = await socketSlack(onTestFinished);
    const { next, send } = await connected(slack);
    await next();
    const typed = slack.command({ user: "U0ADMIN", text: "a laptop" });
    const command = await next();
    expect(command).toMatchObject({
      envelope_id: expect.stringMatching(/^[0-9a-f-]{36}$/u),
      type: "slash_commands",
      accepts_response_payload: true,
      payload: { command: "/request", text: "a laptop", user_id: "U0ADMIN", is_enterprise_install: "false" },
    });
    send({ envelope_id: command["envelope_id"], payload: { text: "Noted." } });
    expect(await typed).toMatchObject({ status: 200, body: '{"text":"Noted."}' });
    expect(slack.ephemerals("U0ADMIN")).toMatchObject([{ text: "Noted." }]);

    const { ts = "" } = await clientOf(slack).chat.postMessage(CARD);
    const pressed = slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
    const press = await next();
    expect(press).toMatchObject({
      type: "interactive",
      accepts_response_payload: true,
      payload: { type: "block_actions" },
    });
    send({ envelope_id: press["envelope_id"] });
    expect(await pressed).toMatchObject({ status: 200, body: "" });

    const opened = slack.openHome("U0ADMIN");
    const event = await next();
    expect(event).toMatchObject({ type: "events_api", accepts_response_payload: false, retry_attempt: 0 });
    send({ envelope_id: event["envelope_id"] });
    expect(await opened).toMatchObject({ status: 200 });
  });

  test("that nobody acknowledges is an error to the person; an event is sent once more", async () => {
    const slack = await socketSlack(onTestFinished, 50);
    const { next } = await connected(slack);
    await next();
    const problem = "The app acknowledged nothing within 0.05 s; Slack would have shown an error.";
    expect(await slack.command({ user: "U0ADMIN", text: "" })).toMatchObject({ status: undefined, problem });
    expect(await next()).toMatchObject({ type: "slash_commands" });

    const opened = slack.openHome("U0ADMIN");
    const first = await next();
    const again = await next();
    expect(again).toMatchObject({ retry_attempt: 1, retry_reason: "timeout", payload: first["payload"] });
    expect(again["envelope_id"]).not.toBe(first["envelope_id"]);
    expect(await opened).toMatchObject({ status: undefined, problem });
  });

  test("is not acknowledged by nonsense", async () => {
    const slack = await socketSlack(onTestFinished, 50);
    const { next, send } = await connected(slack);
    await next();
    const typed = slack.command({ user: "U0ADMIN", text: "" });
    await next();
    for (const nonsense of ["", "{", "[]", { envelope_id: 7 }, { envelope_id: "another" }]) {
      send(nonsense);
    }
    expect(await typed).toMatchObject({ status: undefined });
    expect(slack.connections()).toBe(1);
  });

  test("that was on its way when the connection ended is an error to the person", async () => {
    const slack = await socketSlack(onTestFinished);
    const { next, socket } = await connected(slack);
    await next();
    const typed = slack.command({ user: "U0ADMIN", text: "" });
    await next();
    socket.terminate();
    expect(await typed).toMatchObject({ problem: "The app's connection ended before it acknowledged." });
  });
});
