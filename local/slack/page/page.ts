import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { Sandbox } from "../people/sandbox.ts";
import { assets } from "./assets.ts";
import { deeds } from "./deeds.ts";
import { lookingAt, renderDocument } from "./document.ts";

const SECURITY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src https: http: data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The page at `/`, its live changes, and what people do on it. */
export function page(sandbox: Sandbox): Hono {
  const { workspace } = sandbox;
  return new Hono()
    .get("/", (c) => {
      c.header("Content-Security-Policy", SECURITY);
      c.header("Cache-Control", "no-store");
      return c.html(renderDocument(workspace, lookingAt(workspace, c.req.query())));
    })
    .get("/archives/:channel/:message", (c) => {
      const { channel, message } = c.req.param();
      const ts = message.replace(/^p(?<seconds>\d+)(?<micros>\d{6})$/u, "$<seconds>.$<micros>");
      return c.redirect(`/?in=${encodeURIComponent(channel)}#m-${encodeURIComponent(ts)}`);
    })
    .get("/sandbox/changes", (c) =>
      streamSSE(c, async (stream) => {
        const { promise: left, resolve: leave } = Promise.withResolvers<void>();
        stream.onAbort(leave);
        const unsubscribe = workspace.changes.subscribe(() => void stream.writeSSE({ data: "changed" }));
        await stream.writeSSE({ data: "listening" });
        await left;
        unsubscribe();
      }),
    )
    .route("/", deeds(sandbox))
    .route("/", assets());
}
