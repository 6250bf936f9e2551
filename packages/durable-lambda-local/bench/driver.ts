import { Agent, request } from "node:http";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { News } from "./onboard.ts";

/** Starts onboardings and decides about them; hears from the function, line by line, what happens to whom. */
export function driver(url: string, lines: Readable) {
  const waiting = new Map<string, (news: News) => void>();
  createInterface(lines).on("line", (line) => {
    const news: News = JSON.parse(line);
    waiting.get(`${news.user} ${news.callbackId ? "waits" : "is welcomed"}`)?.(news);
  });
  const agent = new Agent({ keepAlive: true });
  const send = async (path: string, headers: Record<string, string>, body: string) => {
    const sent = request(`${url}${path}`, {
      method: "POST",
      agent,
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
    });
    sent.end(body);
    const [response] = await once(sent, "response");
    response.resume();
    await once(response, "end");
    if (response.statusCode >= 300) {
      throw new Error(`${path} answered ${response.statusCode}.`);
    }
  };
  const news = async (user: string, what: "waits" | "is welcomed") => {
    const { promise, resolve } = Promise.withResolvers<News>();
    waiting.set(`${user} ${what}`, resolve);
    const heard = await promise;
    waiting.delete(`${user} ${what}`);
    return heard;
  };
  return {
    /** Starts an onboarding and gives its callback's ID once it waits. */
    async start(user: string): Promise<string> {
      const waits = news(user, "waits");
      const invocations = `/2015-03-31/functions/onboard:live/invocations`;
      await send(invocations, { "x-amz-invocation-type": "Event" }, JSON.stringify({ user }));
      return (await waits).callbackId ?? "";
    },
    /** Decides; gives the milliseconds until the user was welcomed. */
    async decide(user: string, callbackId: string): Promise<number> {
      const welcomed = news(user, "is welcomed");
      const begun = performance.timeOrigin + performance.now();
      const callback = `/2025-12-01/durable-execution-callbacks/${encodeURIComponent(callbackId)}/succeed`;
      await send(callback, { "content-type": "application/octet-stream" }, '"verified"');
      return ((await welcomed).welcomedAt ?? Number.NaN) - begun;
    },
    close: () => agent.destroy(),
  };
}
