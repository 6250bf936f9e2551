import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { close, listen } from "../../../local/servers.ts";

/** An error in a service's own form, whose message is the quotation. */
export type Refusal = (quotation: string) => { status: number; headers?: Record<string, string>; body: object };

export interface Quoting {
  url: string;
  /** How many requests were refused or cut off. */
  faults: () => number;
  close(): Promise<void>;
}

/** What becomes of a request: it is handed on, or not. */
export type Fault = Refusal | "hang up" | undefined;

/**
 * Stands before a service and hands requests on, but for those with a `fault`: it answers them as the worst of services
 * would, with an error that quotes the whole request, headers and all, or hangs up.
 */
export async function quoting(
  service: string,
  { fault, seen }: { fault: (path: string) => Fault; seen: (body: string) => void },
): Promise<Quoting> {
  let faults = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = await request.toArray();
    const body = Buffer.concat(chunks).toString();
    seen(body);
    const now = fault(request.url ?? "");
    if (now === undefined) {
      await handOn(service, request, body, response).catch(() => request.socket.destroy()); // the service has gone
      return;
    }
    faults += 1;
    if (now === "hang up") {
      request.socket.destroy();
      return;
    }
    const { status, headers, body: told } = now(`${request.url} ${JSON.stringify(request.headers)} ${body}`);
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(told));
  });
  const url = await listen(server, 0);
  return { url, faults: () => faults, close: () => close(server) };
}

/** Of the connection itself, and so of no other one. */
const OWN_HEADERS = ["connection", "content-encoding", "content-length", "host", "transfer-encoding"];
const shared = (headers: object) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_HEADERS.includes(name)));

async function handOn(service: string, { url, method, headers }: IncomingMessage, body: string, to: ServerResponse) {
  const answer = await fetch(new URL(url ?? "/", service), {
    method: method ?? "GET",
    headers: shared(headers),
    ...(method === "GET" ? {} : { body }),
  });
  to.writeHead(answer.status, shared(Object.fromEntries(answer.headers))).end(await answer.text());
}

/** AWS's errors by their names, with the status that each comes with. */
export const awsRefusals = (names: Readonly<Record<string, number>>): Refusal[] =>
  Object.entries(names).map(([type, status]) => (message) => ({
    status,
    headers: { "x-amzn-errortype": type },
    body: { __type: type, message, Message: message },
  }));

/** Slack's, of which a retry mends some. */
export const SLACK_REFUSALS: Refusal[] = [
  (quotation) => ({ status: 500, body: { quotation } }),
  (quotation) => ({
    status: 429,
    headers: { "retry-after": "1" },
    body: { ok: false, error: "ratelimited", quotation },
  }),
  (quotation) => ({
    status: 200,
    body: { ok: false, error: "fatal_error", response_metadata: { messages: [quotation] } },
  }),
  (quotation) => ({ status: 200, body: { ok: false, error: quotation } }),
];
