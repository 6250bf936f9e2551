import { randomUUID } from "node:crypto";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { errorBody, ServiceError, tooLarge } from "../errors.ts";

/** A request whose body has arrived. */
export interface ServiceRequest {
  method: string;
  /** As it was sent, percent-encoded. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export type Handle = (request: ServiceRequest) => Reply | Promise<Reply>;

const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** An HTTP server whose handler gets whole requests; what it throws is answered as an AWS service answers it. */
export function httpServer(handle: Handle, log: (text: string) => void): Server {
  // Connections stay open while they are idle: a client must not find one closed just when it sends.
  return createServer({ keepAliveTimeout: 0 }, (message, response) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    message.on("data", (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes <= MAX_BODY_BYTES) {
        chunks.push(chunk);
      }
    });
    message.on("end", async () => {
      try {
        checkLength(bytes);
        send(
          response,
          await handle(toRequest(message, chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))),
        );
      } catch (error) {
        send(response, errorReply(error, log));
      }
    });
  });
}

/** Throws RequestTooLargeException for a body of too many bytes. */
export function checkLength(bytes: number): void {
  if (bytes > MAX_BODY_BYTES) {
    throw tooLarge("The request", MAX_BODY_BYTES);
  }
}

/** A JSON body; members that are undefined are left out. */
export function json(status: number, content: object, headers: Record<string, string> = {}): Reply {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(content) };
}

const NO_QUERY = new URLSearchParams();

/** A request with its query taken from its address. */
export function toRequest(
  { url = "/", method = "GET", headers }: Pick<IncomingMessage, "url" | "method" | "headers">,
  body: Buffer,
): ServiceRequest {
  const question = url.indexOf("?");
  return question < 0
    ? { method, path: url, query: NO_QUERY, headers, body }
    : { method, path: url.slice(0, question), query: new URLSearchParams(url.slice(question)), headers, body };
}

function send(response: ServerResponse, { status, headers = {}, body = "" }: Reply): void {
  const length = typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
  response.writeHead(status, { ...headers, "x-amzn-requestid": randomUUID(), "content-length": length });
  response.end(body);
}

/** What an AWS service answers where a handler threw. */
export function errorReply(error: unknown, log: (text: string) => void): Reply {
  if (error instanceof ServiceError) {
    return json(error.status, errorBody(error), { "x-amzn-errortype": error.name });
  }
  log(`The Lambda service failed: ${error instanceof Error ? error.stack : String(error)}\n`);
  const Message = "The Lambda service encountered an internal error.";
  return json(500, { Type: "Service", Message }, { "x-amzn-errortype": "ServiceException" });
}
