import { describe, expect, test } from "vitest";
import { receiver, sent } from "../../../testkit/slack/receiver.ts";
import type { HttpEvent } from "../../../src/slack/request.ts";
import { NOW } from "../../../testkit/fakes.ts";
import { command, press } from "../../../testkit/slack/requests.ts";

const seconds = (offset: number) => new Date(NOW.getTime() + offset * 1000);
const withHeaders = (headers: HttpEvent["headers"], event = sent(command("help"))): HttpEvent => ({
  ...event,
  headers: { ...event.headers, ...headers },
});
const json = { contentType: "application/json" };

const REFUSED: [string, HttpEvent, number, string][] = [
  ["another method", { ...sent(""), requestContext: { http: { method: "GET" } } }, 405, "method"],
  ["no content type", withHeaders({ "content-type": undefined }), 415, "content type"],
  ["a content type that Slack never sends", withHeaders({ "content-type": "text/plain" }), 415, "content type"],
  ["no signature", withHeaders({ "x-slack-signature": undefined }), 401, "signature missing or malformed"],
  ["a signature of another form", withHeaders({ "x-slack-signature": "v1" }), 401, "signature missing or malformed"],
  ["another secret's signature", sent(command("help"), { secret: "another" }), 401, "signature"],
  ["another body", { ...sent(command("help")), body: sent(command("list")).body }, 401, "signature"],
  ["no timestamp", withHeaders({ "x-slack-request-timestamp": undefined }), 401, "timestamp"],
  ["a timestamp that is no number", withHeaders({ "x-slack-request-timestamp": "today" }), 401, "timestamp"],
  ["a timestamp 301 s ago", sent(command("help"), { at: seconds(-301) }), 401, "timestamp"],
  ["a timestamp 301 s ahead", sent(command("help"), { at: seconds(301) }), 401, "timestamp"],
  ["a body above 256 KB", sent("a".repeat(256 * 1024 + 1)), 413, "body too large"],
  ["no body", { ...sent(""), body: undefined }, 400, "body malformed"],
  ["an empty form", sent(""), 400, "body malformed"],
  ["a payload that is no JSON", sent("payload=%7Boops"), 400, "body malformed"],
  ["a payload that is no object", sent("payload=null"), 400, "body malformed"],
  [
    "bytes that are no UTF-8",
    { ...sent(""), body: Buffer.from("a=\xff", "latin1").toString("base64") },
    400,
    "body malformed",
  ],
  ["JSON that is none", sent("{oops", json), 400, "body malformed"],
  ["JSON that is no object", sent("[]", json), 400, "body malformed"],
  ["a command that nobody listens for", sent(command("x", { command: "/other" })), 404, "nothing listens for it"],
  [
    "an unsigned check of the certificate",
    withHeaders({ "x-slack-signature": `v0=${"0".repeat(64)}` }, sent("ssl_check=1")),
    401,
    "signature",
  ],
];

describe("a request with", () => {
  test.each(REFUSED)("%s is refused with one line in the log, and nothing of it", async (_, event, status, reason) => {
    const { send, lines } = receiver();
    expect(await send(event)).toMatchObject({ statusCode: status, body: "" });
    expect(lines).toEqual([`warn Slack request refused {"status":${status},"reason":"${reason}"}`]);
  });

  test("another method is told which one is taken", async () => {
    const event = { ...sent(""), requestContext: { http: { method: "GET" } } };
    expect(await receiver().send(event)).toEqual({ statusCode: 405, headers: { allow: "POST" }, body: "" });
  });

  test("garbage is not parsed before its signature is verified", async () => {
    const { send, lines } = receiver();
    const signature = { "x-slack-signature": `v0=${"0".repeat(64)}` };
    await send(withHeaders(signature, sent("{oops", json)));
    expect(lines).toEqual(['warn Slack request refused {"status":401,"reason":"signature"}']);
  });

  test("a byte order mark is verified with it: the body without it has another signature", async () => {
    const body = `\uFEFF${command("help")}`;
    const stripped = { ...sent(body), body: Buffer.from(command("help")).toString("base64") };
    const added = { ...sent(command("help")), body: Buffer.from(body).toString("base64") };
    const { send } = receiver();
    expect([await send(stripped), await send(added)]).toMatchObject([{ statusCode: 401 }, { statusCode: 401 }]);
    expect(await send(sent(body))).not.toMatchObject({ statusCode: 401 });
  });

  test("nothing in it that API Gateway sends is answered and not thrown at", async () => {
    expect(await receiver().send({} as HttpEvent)).toMatchObject({ statusCode: 500, body: "" });
  });
});

describe("a request of Slack's", () => {
  test.each([-300, 0, 300])("may be %i s off", async (offset) => {
    expect(await receiver().send(sent(command("help"), { at: seconds(offset) }))).toMatchObject({ statusCode: 200 });
  });

  test.each([true, false])("is read as UTF-8, from base64 or not: %s", async (base64) => {
    expect(await receiver().send(sent(command("Zoë 李"), { base64 }))).toMatchObject({ statusCode: 200 });
  });

  test.each(["application/x-www-form-urlencoded; charset=utf-8", "Application/X-WWW-Form-URLEncoded"])(
    "may have a content type such as %s",
    async (contentType) => {
      expect(await receiver().send(sent(press("verify"), { contentType }))).toEqual({ statusCode: 200, body: "" });
    },
  );

  test("is answered with what the listener acknowledges", async () => {
    const { send, lines } = receiver((ack) => ack({ text: "who" }));
    expect(await send(sent(command("help")))).toEqual({
      statusCode: 200,
      headers: { "content-type": "application/json" },
      body: '{"text":"who"}',
    });
    expect(lines).toEqual([]);
  });

  test("is answered when the listener is done, also with what comes after its acknowledgement", async () => {
    let isDone = false;
    const { send } = receiver(async (ack) => {
      await ack();
      await new Promise((resolve) => setImmediate(resolve));
      isDone = true;
    });
    await send(sent(command("help")));
    expect(isDone).toBe(true);
  });

  test("has its retries passed on", async () => {
    const seen: unknown[] = [];
    const { send } = receiver((ack, { retryNum, retryReason }) => {
      seen.push([retryNum, retryReason]);
      return ack();
    });
    await send(withHeaders({ "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" }));
    expect(seen).toEqual([[1, "http_timeout"]]);
  });

  test.each([sent("ssl_check=1&token=t"), sent('{"ssl_check":1}', json)])(
    "that checks the certificate is answered with nothing",
    async (event) => {
      expect(await receiver().send(event)).toEqual({ statusCode: 200, body: "" });
    },
  );

  test("that asks whether the request URL is ours is answered with its challenge", async () => {
    const { send } = receiver();
    const event = sent('{"type":"url_verification","challenge":"3eZbrw1a"}', json);
    expect(JSON.parse((await send(event)).body)).toEqual({ challenge: "3eZbrw1a" });
  });
});
