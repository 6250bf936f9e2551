import { App, AwsLambdaReceiver } from "@slack/bolt";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { quietLogger } from "../../src/slack/quiet-logger.ts";
import { command, SIGNING_SECRET, signed } from "./requests.ts";

// What Bolt's Lambda receiver does with requests, as far as the guard repairs it or the listeners rely on it.
// A test that fails after an upgrade says which of our own lines to look at again.

type BoltEvent = Parameters<ReturnType<AwsLambdaReceiver["toHandler"]>>[0];

/** Bolt as it comes, with one command that does what the test wants. */
function bolt(listener: (ack: () => Promise<void>, context: { retryNum?: number }) => Promise<void> = (ack) => ack()) {
  const receiver = new AwsLambdaReceiver({ signingSecret: SIGNING_SECRET, logger: quietLogger });
  const asked: string[] = [];
  const fetchNothing = async (url: string | URL) => {
    asked.push(String(url));
    throw new Error("Nothing is to be fetched.");
  };
  const app = new App({
    receiver,
    authorize: async () => ({}),
    logger: quietLogger,
    clientOptions: { fetch: fetchNothing },
  });
  app.command("/onboard", async ({ ack, context }) => listener(ack, context));
  const handle = receiver.toHandler();
  return { app, asked, handle, send: (event: BoltEvent) => handle(event, {}) };
}

const plain = { base64: false };
const day = 86_400_000;

describe("Bolt repairs or refuses nothing before it parses, so that the guard must", () => {
  const REQUEST = signed(command("help"), plain);
  const THROWING: [string, BoltEvent][] = [
    [
      "a content type with a charset",
      signed(command("help"), { ...plain, contentType: "application/x-www-form-urlencoded; charset=utf-8" }),
    ],
    ["a payload that is no JSON", signed("payload=%7Boops", plain)],
    ["JSON that is none", signed("{oops", { ...plain, contentType: "application/json" })],
    ["no content type", { ...REQUEST, headers: {} }],
  ];

  test.each(THROWING)("throws on %s", async (_, event) => {
    await expect(bolt().send({ ...event, headers: { ...event.headers, "x-slack-signature": "v0=0" } })).rejects.toThrow(
      /JSON/u,
    );
  });

  test("reads a base64 body as ASCII, and so refuses a signed one with an umlaut", async () => {
    const body = "command=/onboard&text=Zoë";
    expect(await bolt().send(signed(body))).toMatchObject({ statusCode: 401 });
    expect(await bolt().send(signed(body, plain))).toMatchObject({ statusCode: 200 });
  });

  test("takes a timestamp a day ahead", async () => {
    const ahead = { ...plain, at: new Date(Date.now() + day) };
    expect(await bolt().send(signed(command("help"), ahead))).toMatchObject({ statusCode: 200 });
  });
});

describe("Bolt verifies, so that the guard need not", () => {
  test.each([
    ["another secret's signature", signed(command("help"), { ...plain, secret: "another" })],
    ["a timestamp six minutes ago", signed(command("help"), { ...plain, at: new Date(Date.now() - 360_000) })],
  ])("%s is a 401", async (_, event) => {
    expect(await bolt().send(event)).toMatchObject({ statusCode: 401 });
  });

  test("a signature is that of the very body", async () => {
    const event = signed(command("help"), plain);
    expect(await bolt().send({ ...event, body: command("ada@example.com Ada") })).toMatchObject({ statusCode: 401 });
  });
});

describe("what the listeners rely on", () => {
  test("the handler takes two arguments, for Node 24's runtime refuses three", () => {
    expect(bolt().handle).toHaveLength(2);
  });

  test("with an authorize function nothing is asked of Slack, neither at the start nor for a request", async () => {
    const { asked, send } = bolt();
    await send(signed(command("help"), plain));
    expect(asked).toEqual([]);
  });

  test("the response waits for what a listener does after its ack", async () => {
    let done = false;
    const { send } = bolt(async (ack) => {
      await ack();
      await new Promise((resolve) => setImmediate(resolve));
      done = true;
    });
    await send(signed(command("help"), plain));
    expect(done).toBe(true);
  });

  test("an error that the app's handler throws on is a 500, which Slack shows to the person", async () => {
    const { app, send } = bolt(async (ack) => {
      await ack();
      throw new Error("down");
    });
    app.error(async (error) => {
      throw error;
    });
    expect(await send(signed(command("help"), plain))).toMatchObject({ statusCode: 500 });
  });

  test("what no listener matches is a 404", async () => {
    expect(await bolt().send(signed(command("x", { command: "/other" }), plain))).toMatchObject({ statusCode: 404 });
  });

  test("a retry says so and is not held back", async () => {
    const seen: unknown[] = [];
    const { send } = bolt(async (ack, { retryNum }) => {
      seen.push(retryNum);
      await ack();
    });
    const event = signed(command("help"), plain);
    await send({ ...event, headers: { ...event.headers, "x-slack-retry-num": "1" } });
    await send({ ...event, headers: { ...event.headers, "x-slack-retry-num": "1" } });
    expect(seen).toEqual(["1", "1"]);
  });
});

test("signatures are compared in constant time, by crypto.timingSafeEqual over hashes of both", () => {
  const fromBolt = createRequire(import.meta.resolve("@slack/bolt"));
  expect(AwsLambdaReceiver.toString()).toMatch(/tsscmp_1\.default\)\(hash, hmac\.digest\('hex'\)\)/u);
  expect(readFileSync(fromBolt.resolve("tsscmp"), "utf8")).toContain("return crypto.timingSafeEqual(a, b);");
});
