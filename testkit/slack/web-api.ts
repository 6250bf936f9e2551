import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { parse } from "node:querystring";
import { slackClient } from "../../src/slack/web-api.ts";

/** One call as Slack got it: a form whose `args` hold blocks as JSON, or `json` where it was sent as such. */
export interface Call {
  method: string;
  token: string | undefined;
  args: Record<string, string | string[] | undefined>;
  json: unknown;
}

/** How Slack is to answer a call: 200 and `ok` unless told otherwise. `after` is in milliseconds; `never` leaves it without an answer. */
export type Answer = { status?: number; headers?: Record<string, string>; body?: object; after?: number } | "never";

/** A Web API on a free port of this machine that answers as told and remembers what it was asked. */
export async function webApi(answer: (call: Call) => Answer = () => ({})) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = await request.toArray();
    const body = Buffer.concat(chunks).toString();
    const isJson = request.headers["content-type"] === "application/json";
    const call: Call = {
      method: request.url?.slice("/api/".length) ?? "",
      token: request.headers.authorization,
      args: isJson ? {} : parse(body),
      json: isJson ? JSON.parse(body) : undefined,
    };
    calls.push(call);
    const told = answer(call);
    if (told !== "never") {
      await new Promise((resolve) => void setTimeout(resolve, told.after ?? 0));
      response.writeHead(told.status ?? 200, { "content-type": "application/json", ...told.headers });
      response.end(JSON.stringify(told.body ?? { ok: true, channel: "C0APPROVALS", ts: "1795510800.000100" }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    calls,
    url: `http://127.0.0.1:${port}/api/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * A Web API that gives these answers, one to each call, and the clients that call it. A client gives up early only where no
 * answer will come; on every other call it waits as long as a busy machine takes.
 */
export async function answering(...answers: Answer[]) {
  let answer: Answer = {};
  const api = await webApi(() => answer);
  const clients = async () => {
    answer = answers.shift() ?? {};
    return slackClient("xoxb-test", api.url, answer === "never" ? 100 : 30_000);
  };
  return { ...api, clients };
}
