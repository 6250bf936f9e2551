import { WebClient } from "@slack/web-api";
import { createServer } from "node:http";
import { onTestFinished } from "vitest";
import { close, listen } from "../src/listen.ts";
import { type LocalSlack, startSlack } from "../src/slack.ts";

import type { Workspace } from "../src/workspace.ts";
import { WORKSPACE } from "./workspace.ts";

/** One request that the app got. */
export interface Received {
  headers: Record<string, string | string[] | undefined>;
  raw: string;
  /** The form's fields, or nothing for JSON. */
  form: Record<string, string>;
  /** The interaction or the event as JSON, undefined for a command. */
  payload: Payload | undefined;
}

/** What tests read of an interaction or an event; each has its part of it. */
export interface Payload {
  response_url?: string;
  actions?: { block_id: string }[];
  view?: { state: { values: Record<string, Record<string, { value: string | null }>> } };
  event?: { user: string; view?: unknown };
}

/** What the app answers. */
export interface Reply {
  status?: number;
  body?: string;
  /** Closes the connection instead. */
  hangUp?: boolean;
}

export const SIGNING_SECRET = "local-signing-secret";

/**
 * The stand-in before an app that notes what it gets and answers as the test says: 200 and nothing at first.
 * Both stop when the test ends.
 */
export async function running({ now, workspace = WORKSPACE }: { now?: () => Date; workspace?: Workspace } = {}) {
  const received: Received[] = [];
  const app = { received, reply: (_request: Received): Reply | Promise<Reply> => ({}) };
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      const got = read(Buffer.concat(chunks).toString(), request.headers);
      received.push(got);
      const { status = 200, body = "", hangUp = false } = await app.reply(got);
      if (hangUp) {
        request.socket.destroy();
      } else {
        response.writeHead(status).end(body);
      }
    })();
  });
  const appUrl = `${await listen(server, 0)}/slack/events`;
  const slack = await startSlack({
    workspace,
    appUrl,
    ...(now ? { now } : {}),
  });
  onTestFinished(async () => {
    await slack.close();
    await close(server);
  });
  return { slack, app, web: clientOf(slack) };
}

function read(raw: string, headers: Received["headers"]): Received {
  if (headers["content-type"] === "application/json") {
    return { headers, raw, form: {}, payload: JSON.parse(raw) };
  }
  const form = Object.fromEntries(new URLSearchParams(raw));
  return { headers, raw, form, payload: form["payload"] ? JSON.parse(form["payload"]) : undefined };
}

/** The official client, which tries once. */
export function clientOf(slack: LocalSlack, token = "xoxb-local", timeout = 0): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    logger: SILENT,
  });
}

const nothing = () => undefined;
export const SILENT = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => "error" as never,
};

/** Calls a method with plain HTTP and gives Slack's answer. */
export async function call(
  slack: LocalSlack,
  method: string,
  body: object,
  token = "Bearer xoxb-local",
  signal?: AbortSignal,
): Promise<unknown> {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    signal: signal ?? null,
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8", ...(token ? { authorization: token } : {}) },
    body: JSON.stringify(body),
  });
  return response.json();
}
