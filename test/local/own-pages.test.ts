import { createServer, request } from "node:http";
import { readFileSync } from "node:fs";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startStack, type Stack } from "../../local/stack.ts";
import { fromBundle } from "../../testkit/functions.ts";
import { close, listen } from "../../local/servers.ts";

/** Sends what a browser or a program would, with headers that `fetch` would not let anyone choose. */
async function send(url: string, headers: Record<string, string>, method = "POST", body = "{}") {
  const sent = request(url, { method, headers: { "content-type": "application/json", ...headers } });
  sent.end(method === "GET" ? undefined : body);
  const [response] = await once(sent, "response");
  return { status: response.statusCode as number, said: await text(response) };
}

describe("a server on loopback", () => {
  let url = "";
  const server = createServer((_, response) => void response.end("done"));
  beforeAll(async () => {
    url = await listen(server, 0, (path) => path === "/public");
  });
  afterAll(() => close(server));
  const port = () => new URL(url).port;
  const own = (name: string) => ({ host: `${name}:${port()}`, origin: `http://${name}:${port()}` });

  test.each([
    ["a program, which names no origin", () => ({})],
    ["its own page", () => own("127.0.0.1")],
    ["its own page under the machine's other name", () => own("localhost")],
    ["its own page, in a browser", () => ({ ...own("127.0.0.1"), "sec-fetch-site": "same-origin" })],
  ])("serves %s", async (_, headers) => {
    expect(await send(url, headers())).toEqual({ status: 200, said: "done" });
  });

  test.each([
    ["of another site", () => ({ origin: "http://evil.example" })],
    ["in a frame without an origin", () => ({ origin: "null" })],
    ["of another server on this machine", () => ({ origin: "http://127.0.0.1:1" })],
    ["of another site that leaves Origin out", () => ({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" })],
    ["of another site that submits a form", () => ({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" })],
  ])("refuses a page %s", async (_, headers) => {
    expect(await send(url, headers())).toEqual({
      status: 403,
      said: "A page of another site asked for this. Nothing was done.\n",
    });
  });

  test("refuses a name that was made to point here, even where page and request agree on it", async () => {
    const rebound = { host: `evil.example:${port()}`, origin: `http://evil.example:${port()}` };
    expect(await send(url, rebound)).toMatchObject({ status: 403, said: expect.stringContaining("http://127.0.0.1") });
  });

  test("lets a link on another site lead here, and refuses an image of it", async () => {
    const link = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
    expect((await send(url, link, "GET")).status).toBe(200);
    expect((await send(url, { ...link, "sec-fetch-mode": "no-cors" }, "GET")).status).toBe(403);
  });

  test("serves anybody where the path is public", async () => {
    const foreign = { host: "tunnel.example", origin: "null", "sec-fetch-site": "cross-site" };
    expect((await send(`${url}/public?a=1`, foreign)).status).toBe(200);
    expect((await send(`${url}/publicity`, foreign)).status).toBe(403);
  });
});

// A package can't import what isn't published with it.
test.each(["own-pages.ts", "listen.ts"])("both packages guard their ports by the same %s", (file) => {
  const [lambda, slack] = ["durable-lambda-local", "slack-local"].map((name) =>
    readFileSync(new URL(`../../packages/${name}/src/${file}`, import.meta.url), "utf8"),
  );
  expect(slack).toBe(lambda);
});

describe("a page of another site", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ log: () => undefined, change: fromBundle });
  });
  afterAll(() => stack.close());
  const foreign = { host: "evil.example", origin: "http://evil.example" };

  test.each([
    ["drive the sandbox", () => `${stack.urls.service}/actions/start`],
    ["press in the Slack channel", () => `${stack.urls.slack}/actions/press`],
    ["call Slack's Web API", () => `${stack.urls.slack}/api/chat.postMessage`],
    ["start an onboarding", () => `${stack.urls.lambda}/2015-03-31/functions/durable-onboarding:live/invocations`],
    ["empty the inbox", () => `${stack.urls.mail}/clear-store`],
    ["read the profiles", () => `${stack.urls.dynamo}/`],
  ])("can't %s", async (_, url) => {
    expect((await send(url(), foreign)).status).toBe(403);
    expect((await send(url(), { origin: foreign.origin })).status).toBe(403);
  });

  test("can still send people to the verification page, whose form names no origin, and Slack to its request URL", async () => {
    const { service } = stack.urls;
    expect((await send(`${service}/verify`, { origin: "null", "content-type": "text/plain" })).status).toBe(400);
    expect((await send(`${service}/slack/events`, { host: "tunnel.example" })).status).toBe(401);
  });
});
