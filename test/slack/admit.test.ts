import { describe, expect, test } from "vitest";
import { admit, type HttpEvent } from "../../src/slack/admit.ts";
import { command, press, signed } from "./requests.ts";
import { NOW } from "../fakes.ts";

const seconds = (offset: number) => new Date(NOW.getTime() + offset * 1000);
const sent = (body: string, how: Parameters<typeof signed>[1] = {}) => signed(body, { at: NOW, ...how });
const withHeaders = (headers: HttpEvent["headers"]): HttpEvent => {
  const event = sent(command("help"));
  return { ...event, headers: { ...event.headers, ...headers } };
};

const REFUSED: [string, HttpEvent, number][] = [
  ["another method", { ...sent(command("help")), requestContext: { http: { method: "GET" } } }, 405],
  ["no content type", withHeaders({ "content-type": undefined }), 415],
  ["a content type that Slack never sends", withHeaders({ "content-type": "text/plain" }), 415],
  ["no signature", withHeaders({ "x-slack-signature": undefined }), 401],
  ["a signature of another form", withHeaders({ "x-slack-signature": "v1" }), 401],
  ["no timestamp", withHeaders({ "x-slack-request-timestamp": undefined }), 401],
  ["a timestamp that is no number", withHeaders({ "x-slack-request-timestamp": "today" }), 401],
  ["a timestamp 301 s ago", sent(command("help"), { at: seconds(-301) }), 401],
  ["a timestamp 301 s ahead", sent(command("help"), { at: seconds(301) }), 401],
  ["a body above 256 KB", sent("a".repeat(256 * 1024 + 1)), 413],
  ["no body", { ...sent(""), body: undefined }, 400],
  ["an empty form", sent(""), 400],
  ["a payload that is no JSON", sent("payload=%7Boops"), 400],
  ["a payload that is no object", sent("payload=null"), 400],
  ["bytes that are no UTF-8", { ...sent(""), body: Buffer.from("text=\xff", "latin1").toString("base64") }, 400],
  ["a check of certificates, which Bolt would answer unsigned", sent("ssl_check=1"), 400],
  ["the same as a payload", sent("payload=%7B%22ssl_check%22:1%7D"), 400],
  ["the same as JSON", sent('{"ssl_check":1}', { contentType: "application/json" }), 400],
  ["JSON that is none", sent("{oops", { contentType: "application/json" }), 400],
  ["JSON that is no object", sent("[]", { contentType: "application/json" }), 400],
];

describe("a request with", () => {
  test.each(REFUSED)("%s is turned away", (_, event, status) => {
    expect(admit(event, NOW)).toMatchObject({ refused: { status } });
  });
});

describe("a request of Slack's", () => {
  test.each([-300, 0, 300])("may be %i s off", (offset) => {
    expect(admit(sent(command("help"), { at: seconds(offset) }), NOW)).toHaveProperty("admitted");
  });

  test("is handed on as UTF-8 text, from base64 or not", () => {
    const body = `command=/onboard&text=Zoë 李`;
    expect(admit(sent(body), NOW)).toMatchObject({ admitted: { body } });
    expect(admit(sent(body, { base64: false }), NOW)).toMatchObject({ admitted: { body } });
  });

  test.each(["application/x-www-form-urlencoded; charset=utf-8", "Application/X-WWW-Form-URLEncoded"])(
    "is handed on with a plain content type: %s",
    (contentType) => {
      expect(admit(sent(press("verify"), { contentType }), NOW)).toMatchObject({
        admitted: { headers: { "content-type": "application/x-www-form-urlencoded" } },
      });
    },
  );

  test("keeps what Slack says about its retries", () => {
    expect(admit(withHeaders({ "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" }), NOW)).toMatchObject(
      {
        admitted: { headers: { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" } },
      },
    );
  });
});
