import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { Server } from "node:net";
import { close, listen } from "../../local/servers.ts";
import { allowing, type Request as AwsRequest, type Statement } from "./policies.ts";
import { type Circumstances, requestsOf, UnexpectedCall } from "./requests.ts";

/** A door before AWS's stand-ins that lets through what the caller's role is granted, as IAM does, and nothing else. */
export interface Gate {
  url: string;
  /** Where each service is, by the name that its actions begin with. */
  targets: Map<string, string>;
  /** What each function's role is granted, and which of it was ever used. */
  used: Map<string, Set<Statement>>;
  refused: string[];
  close(): Promise<void>;
}

/**
 * Opens a gate. It knows a caller by the access key ID that a request is signed with: the function's name. Every action that a
 * request needs must be granted, not only the one that it is named after.
 */
export async function openGate(
  grantedTo: (caller: string) => Statement[],
  circumstances: (caller: string) => Circumstances,
): Promise<Gate> {
  const targets = new Map<string, string>();
  const used = new Map<string, Set<Statement>>();
  const refused: string[] = [];
  const app = new Hono()
    .onError((error, c) => {
      if (error instanceof UnexpectedCall) {
        refused.push(error.message);
      }
      return c.text("The stand-in does not answer.", 502);
    })
    .all("*", async (c) => {
      const { pathname, search } = new URL(c.req.url);
      const body = Buffer.from(await c.req.arrayBuffer());
      const { host: _host, "content-length": _length, ...headers } = c.req.header();
      const caller = /Credential=([^/]+)\//u.exec(headers["authorization"] ?? "")?.[1] ?? "nobody";
      const requests = await requestsOf({ method: c.req.method, path: pathname, headers, body }, circumstances(caller));
      for (const request of requests) {
        const statement = allowing(grantedTo(caller), request);
        if (!statement) {
          refused.push(`${caller}: ${request.action} on ${request.resource}`);
          return accessDenied(request);
        }
        used.set(caller, (used.get(caller) ?? new Set()).add(statement));
      }
      const target = targets.get(requests[0]?.action.split(":")[0] ?? "");
      const sent = c.req.method === "GET" ? {} : { body };
      return fetch(`${target}${pathname}${search}`, { method: c.req.method, headers, ...sent });
    });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  return { url: await listen(server, 0), targets, used, refused, close: () => close(server) };
}

function accessDenied({ action, resource }: AwsRequest): Response {
  const message = `You are not authorized to perform: ${action} on resource: ${resource}`;
  return Response.json(
    { __type: "AccessDeniedException", message, Message: message },
    { status: 403, headers: { "x-amzn-errortype": "AccessDeniedException" } },
  );
}
