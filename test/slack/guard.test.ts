import { describe, expect, test } from "vitest";
import { PermanentFailure } from "../../src/domain/failures.ts";
import type { Admitted } from "../../src/slack/admit.ts";
import { guarded, type HttpResponse } from "../../src/slack/guard.ts";
import { NOW } from "../fakes.ts";
import { memoryLog } from "./fakes.ts";
import { command, signed } from "./requests.ts";

const ok = async (): Promise<HttpResponse> => ({ statusCode: 200, body: "done" });

function guard(handle: (request: Admitted) => Promise<HttpResponse> = ok) {
  const log = memoryLog();
  return { send: guarded(handle, log, () => NOW), lines: log.lines };
}

describe("the guard", () => {
  test("hands a request of Slack's on and its answer back", async () => {
    const { send, lines } = guard(async ({ body }) => ({ statusCode: 200, body }));
    expect(await send(signed(command("help"), { at: NOW }))).toEqual({ statusCode: 200, body: command("help") });
    expect(lines).toEqual([]);
  });

  test("names the method that it takes", async () => {
    const { send } = guard();
    const event = { ...signed("", { at: NOW }), requestContext: { http: { method: "GET" } } };
    expect(await send(event)).toEqual({ statusCode: 405, headers: { allow: "POST" }, body: "" });
  });

  test("writes one line about a refused request, without its body", async () => {
    const { send, lines } = guard();
    expect(await send(signed("payload=ada@example.com", { at: NOW }))).toEqual({ statusCode: 400, body: "" });
    expect(lines).toEqual(['warn Slack request refused {"status":400,"reason":"body malformed"}']);
  });

  test("writes one line about a bad signature", async () => {
    const { send, lines } = guard(async () => ({ statusCode: 401, body: "" }));
    expect(await send(signed(command("help"), { at: NOW }))).toEqual({ statusCode: 401, body: "" });
    expect(lines).toEqual(['warn Slack request refused {"status":401,"reason":"signature"}']);
  });

  test("turns trouble of our own into a 500 and the error's name", async () => {
    const { send, lines } = guard(() => Promise.reject(new TypeError("ada@example.com")));
    expect(await send(signed(command("help"), { at: NOW }))).toEqual({ statusCode: 500, body: "" });
    expect(lines).toEqual(['error Slack request failed {"status":500,"reason":"TypeError"}']);
  });

  test("says what an operator has to mend", async () => {
    const { send, lines } = guard(() => Promise.reject(new PermanentFailure("SecretNotFilledIn", "Fill it in.")));
    await send(signed(command("help"), { at: NOW }));
    expect(lines).toEqual(['error Slack request failed {"status":500,"reason":"SecretNotFilledIn: Fill it in."}']);
  });

  test("does not throw on an event that is none", async () => {
    const { send } = guard();
    expect(await send(JSON.parse("{}"))).toMatchObject({ statusCode: 500 });
  });
});

describe("a request that comes again", () => {
  const REPLAYED = 'warn Slack request refused {"status":401,"reason":"replayed"}';
  const request = signed(command("list"), { at: NOW });

  /** Answers with each of these statuses in turn, and remembers what it answered. */
  function answering(...statuses: number[]) {
    const handled: number[] = [];
    const { send, lines } = guard(async () => {
      const statusCode = statuses[handled.length] ?? 200;
      handled.push(statusCode);
      return { statusCode, body: "who waits" };
    });
    return { send, lines, handled };
  }

  test("is refused and tells nothing, once it was carried out", async () => {
    const { send, lines, handled } = answering(200);
    await send(request);
    expect(await send(request)).toEqual({ statusCode: 401, body: "" });
    expect(handled).toEqual([200]);
    expect(lines).toEqual([REPLAYED]);
  });

  test("is refused while the first is under way", async () => {
    const { send, handled } = answering(200);
    const both = await Promise.all([send(request), send(request)]);
    expect(both.map(({ statusCode }) => statusCode)).toEqual([200, 401]);
    expect(handled).toEqual([200]);
  });

  test.each([401, 404, 500])("is taken again after a %i", async (status) => {
    const { send } = answering(status, 200);
    await send(request);
    expect(await send(request)).toMatchObject({ statusCode: 200 });
  });

  test("is taken again after trouble of our own", async () => {
    const { send } = guard(() => Promise.reject(new Error("down")));
    await send(request);
    expect(await send(request)).toMatchObject({ statusCode: 500 });
  });

  test("is another one when Slack has signed it anew", async () => {
    const { send, handled } = answering(200, 200);
    await send(request);
    await send(signed(command("list"), { at: new Date(NOW.getTime() + 1000) }));
    expect(handled).toEqual([200, 200]);
  });
});
