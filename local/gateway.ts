import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { toEvent, toResponse } from "./gateway-event.ts";

/** The routes of the deployed HTTP API, each to its function. */
const ROUTES = {
  "POST /slack/events": "slack",
  "GET /verify": "verify",
  "HEAD /verify": "verify",
  "POST /verify": "verify",
} as const;

const MAX_BODY_BYTES = 10 * 1024 * 1024; // API Gateway's own limit

/** API Gateway before the functions: routes HTTP to payload 2.0 events, and answers as it does where a function can't. */
export function gateway(invoke: (functionName: string, event: unknown) => Promise<unknown>): Hono {
  const limit = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: (c) => c.json({ message: "Request Entity Too Large" }, 413),
  });
  return new Hono().all("*", limit, async (c) => {
    const routeKey = `${c.req.method} ${c.req.path}`;
    if (!isRoute(routeKey)) {
      return c.json({ message: "Not Found" }, 404);
    }
    const event = await toEvent(c.req.raw, routeKey);
    try {
      return toResponse(await invoke(ROUTES[routeKey], event));
    } catch {
      return c.json({ message: "Internal Server Error" }, 500); // the function's own log says why
    }
  });
}

/** Whether a path is the deployed API's, which anyone on the internet may call. */
export function isPublic(path: string): boolean {
  return Object.keys(ROUTES).some((route) => route.endsWith(` ${path}`));
}

function isRoute(routeKey: string): routeKey is keyof typeof ROUTES {
  return routeKey in ROUTES;
}
