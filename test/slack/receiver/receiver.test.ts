import { App } from "@slack/bolt";
import { describe, expect, test } from "vitest";
import { PermanentFailure } from "../../../src/domain/failures.ts";
import { quietLogger } from "../../../src/slack/log.ts";
import { deadlineOf, lambdaReceiver } from "../../../src/slack/receiver.ts";
import type { HttpEvent } from "../../../src/slack/request.ts";
import { NOW } from "../../../testkit/fakes.ts";
import { memoryLog } from "../../../testkit/slack/fakes.ts";
import { SIGNING_SECRET, command, press, signed } from "../../../testkit/slack/requests.ts";
import { fixedSecret } from "../../../testkit/slack/service.ts";

type Ack = (response?: object) => Promise<void>;
type Listener = (ack: Ack, context: Record<string, unknown>) => Promise<void>;

/** A receiver under an app with one command and one button, which do what the test wants; its clock can be turned. */
function receiver(listener: Listener = (ack) => ack(), signingSecret = fixedSecret) {
  const log = memoryLog();
  const clock = { now: NOW };
  const budget = { listener: 60_000, whole: 60_000 };
  const it = lambdaReceiver({ signingSecret, log, now: () => clock.now, budget });
  const app = new App({ receiver: it, authorize: async () => ({}), logger: quietLogger });
  app.command("/onboard", ({ ack, context }) => listener((response) => ack(response), context));
  app.action("verify", ({ ack, context }) => listener(() => ack(), context));
  app.error(async (error) => {
    throw error.original ?? error;
  });
  return { send: it.handle, lines: log.lines, clock };
}

const seconds = (offset: number) => new Date(NOW.getTime() + offset * 1000);
const sent = (body: string, how: Parameters<typeof signed>[1] = {}) => signed(body, { at: NOW, ...how });
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

describe("trouble of our own", () => {
  const failing = (error: Error) =>
    receiver(async (ack) => {
      await ack();
      throw error;
    });

  test("is a 500, of which Slack warns the person, and a line with the error's name", async () => {
    const { send, lines } = failing(new TypeError("ada@example.com"));
    expect(await send(sent(command("help")))).toEqual({ statusCode: 500, body: "" });
    expect(lines).toEqual(['error Slack request failed {"status":500,"reason":"TypeError"}']);
  });

  test("says what an operator has to fix", async () => {
    const current = () => Promise.reject(new PermanentFailure("SecretNotFilledIn", "Fill it in."));
    const { send, lines } = receiver(undefined, { ...fixedSecret, current });
    expect(await send(sent(command("help")))).toMatchObject({ statusCode: 500 });
    expect(lines).toEqual(['error Slack request failed {"status":500,"reason":"SecretNotFilledIn: Fill it in."}']);
  });

  test("after a decision or a start has counted is none: a warning would say that it did not", async () => {
    const { send, lines } = receiver(async (ack, context) => {
      await ack();
      const deadline = deadlineOf(context);
      deadline.beforeSending();
      deadline.accepted();
      throw new Error("Slack took no answer.");
    });
    expect(await send(sent(press("verify")))).toEqual({ statusCode: 200, body: "" });
    expect(lines).toEqual(['warn Slack answer not delivered {"reason":"Error"}']);
  });

  test("after something was sent that nobody has answered is a 500", async () => {
    const { send } = receiver(async (ack, context) => {
      await ack();
      deadlineOf(context).beforeSending();
      throw new Error("down");
    });
    expect(await send(sent(press("verify")))).toMatchObject({ statusCode: 500 });
  });
});

describe("a request that comes again", () => {
  const REPLAYED = 'warn Slack request refused {"status":401,"reason":"replayed"}';
  const request = sent(command("list"));

  test("is refused and tells nothing, once it was carried out", async () => {
    const { send, lines } = receiver((ack) => ack({ text: "who waits" }));
    await send(request);
    expect(await send(request)).toEqual({ statusCode: 401, body: "" });
    expect(lines).toEqual([REPLAYED]);
  });

  test("is refused while the first is under way", async () => {
    const { send } = receiver();
    const both = await Promise.all([send(request), send(request)]);
    expect(both.map(({ statusCode }) => statusCode)).toEqual([200, 401]);
  });

  test("is taken again after trouble of our own, and after a forgery", async () => {
    let isDown = true;
    const { send } = receiver((ack) => (isDown ? Promise.reject(new Error("down")) : ack()));
    const forged = { ...request, body: sent(command("help")).body };
    expect([await send(forged), await send(request)]).toMatchObject([{ statusCode: 401 }, { statusCode: 500 }]);
    isDown = false;
    expect(await send(request)).toMatchObject({ statusCode: 200 });
  });

  test("is another one when Slack has signed it anew", async () => {
    const { send } = receiver();
    await send(request);
    expect(await send(sent(command("list"), { at: seconds(1) }))).toMatchObject({ statusCode: 200 });
  });
});

describe("the signing secret", () => {
  /** A secret that was replaced by `next` since it was fetched; `fetched` counts how often it was fetched anew. */
  function rotating(next: () => Promise<string>) {
    const it = { fetched: 0, kept: SIGNING_SECRET };
    const signingSecret = {
      current: async () => it.kept,
      async refresh() {
        it.fetched += 1;
        it.kept = await next();
        return it.kept;
      },
    };
    return { it, ...receiver(undefined, signingSecret) };
  }

  let number = 0;
  const request = (secret: string, at = NOW) => signed(command(`help ${(number += 1)}`), { secret, at });

  test("that was replaced is taken up by the first requests that are signed with the new one", async () => {
    const { it, send } = rotating(async () => "new");
    const both = await Promise.all([send(request("new")), send(request("new"))]);
    expect([...both, await send(request(SIGNING_SECRET))].map(({ statusCode }) => statusCode)).toEqual([200, 200, 401]);
    expect(it.fetched).toBe(1);
  });

  test("is fetched anew at most every ten seconds, however many forged requests come", async () => {
    const { it, send, clock } = rotating(async () => SIGNING_SECRET);
    for (let forged = 0; forged < 20; forged += 1) {
      expect(await send(request("forged"))).toMatchObject({ statusCode: 401 });
    }
    clock.now = new Date(NOW.getTime() + 9_999);
    await send(request("forged", clock.now));
    expect(it.fetched).toBe(1);
    clock.now = seconds(10);
    await send(request("forged", clock.now));
    expect(it.fetched).toBe(2);
  });

  test("stays good while Secrets Manager is down, and that is asked no more often", async () => {
    const { it, send, lines } = rotating(() => Promise.reject(new Error("down")));
    for (let forged = 0; forged < 20; forged += 1) {
      expect(await send(request("forged"))).toMatchObject({ statusCode: 401 });
    }
    expect(await send(request(SIGNING_SECRET))).toMatchObject({ statusCode: 200 });
    expect(it.fetched).toBe(1);
    expect(lines.filter((line) => line.startsWith("error"))).toEqual([
      'error signing secret not refreshed {"reason":"Error"}',
    ]);
  });
});

test("a listener without a deadline is a mistake", () => {
  expect(() => deadlineOf({})).toThrow("gives each request a deadline");
});
