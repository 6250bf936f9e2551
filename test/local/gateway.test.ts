import { describe, expect, test } from "vitest";
import { gateway } from "../../local/gateway.ts";

/** The gateway before one function that keeps its event and returns what the test likes. */
function behind(result: unknown = { statusCode: 204 }) {
  const events: unknown[] = [];
  const app = gateway(async (functionName, event) => {
    events.push({ functionName, ...(event as object) });
    if (result instanceof Error) {
      throw result;
    }
    return result;
  });
  return { events, send: (path: string, init?: RequestInit) => app.request(`http://127.0.0.1:3000${path}`, init) };
}

describe("a request becomes an event in payload format 2.0", () => {
  test("with its query as it came and as a map, and cookies apart from the headers", async () => {
    const it = behind();
    await it.send("/verify?token=a%20b&x=1&x=2", { headers: { "X-Custom": "yes", cookie: "a=1; b=2" } });
    expect(it.events).toMatchObject([
      {
        functionName: "verify",
        version: "2.0",
        routeKey: "GET /verify",
        rawPath: "/verify",
        rawQueryString: "token=a%20b&x=1&x=2",
        queryStringParameters: { token: "a b", x: "1,2" },
        cookies: ["a=1", "b=2"],
        headers: { "x-custom": "yes", host: "127.0.0.1:3000" },
        requestContext: { http: { method: "GET", path: "/verify" }, stage: "$default" },
        isBase64Encoded: false,
      },
    ]);
    expect(it.events[0]).not.toHaveProperty("body");
    expect(it.events[0]).not.toHaveProperty("headers.cookie");
  });

  test("with a form's body in base64 and a JSON body as text, as in the cloud", async () => {
    const it = behind();
    await it.send("/slack/events", { method: "POST", body: new URLSearchParams({ text: "Zoë" }) });
    const json = { method: "POST", body: '{"text":"Zoë"}', headers: { "content-type": "application/json" } };
    await it.send("/slack/events", json);
    expect(it.events).toMatchObject([
      { functionName: "slack", body: Buffer.from("text=Zo%C3%AB").toString("base64"), isBase64Encoded: true },
      { body: '{"text":"Zoë"}', isBase64Encoded: false },
    ]);
  });
});

describe("what the function returns becomes the response", () => {
  test("with its status, headers, cookies and body, decoded where it is base64", async () => {
    const body = Buffer.from("Zoë").toString("base64");
    const it = behind({ statusCode: 201, headers: { "x-a": "b" }, cookies: ["s=1"], body, isBase64Encoded: true });
    const response = await it.send("/verify");
    expect([response.status, await response.text()]).toEqual([201, "Zoë"]);
    expect(Object.fromEntries(response.headers)).toMatchObject({ "x-a": "b", "set-cookie": "s=1" });
  });

  test("as a JSON body where there is no status", async () => {
    const response = await behind({ hello: "world" }).send("/verify");
    expect([response.status, await response.json()]).toEqual([200, { hello: "world" }]);
  });

  test("as API Gateway's own 500 where the function failed", async () => {
    const response = await behind(new Error("boom")).send("/verify");
    expect([response.status, await response.json()]).toEqual([500, { message: "Internal Server Error" }]);
  });
});

test.each([
  ["GET", "/slack/events"],
  ["PUT", "/verify"],
  ["GET", "/other"],
])("%s %s is no route, and reaches no function", async (method, path) => {
  const it = behind();
  expect((await it.send(path, { method })).status).toBe(404);
  expect(it.events).toEqual([]);
});

describe("a body above API Gateway's 10 MB reaches no function", () => {
  const MOST_BYTES = 10 * 1024 * 1024;

  test("where its length is announced", async () => {
    const it = behind();
    const headers = { "content-length": String(MOST_BYTES + 1) };
    expect((await it.send("/verify", { method: "POST", body: "x", headers })).status).toBe(413);
    expect(it.events).toEqual([]);
  });

  test("where it comes in chunks, without a length", async () => {
    const it = behind();
    const chunked = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(MOST_BYTES));
        controller.enqueue(new Uint8Array(1));
        controller.close();
      },
    });
    const sent = { method: "POST", body: chunked, duplex: "half" } as RequestInit;
    expect((await it.send("/verify", sent)).status).toBe(413);
    expect(it.events).toEqual([]);
  });
});
