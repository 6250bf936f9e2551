import { Hono } from "hono";
import { assets } from "../../page/assets.ts";
import { live } from "../../page/live.ts";
import type { Sandbox } from "../people/sandbox.ts";
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
  "frame-ancestors 'self' http://127.0.0.1:* http://localhost:*",
].join("; ");

/** The page at `/`, its live changes, and what people do on it. */
export function page(sandbox: Sandbox): Hono {
  const { workspace } = sandbox;
  return new Hono()
    .get("/", (c) => {
      c.header("Content-Security-Policy", SECURITY);
      c.header("Cache-Control", "no-store");
      return c.html(renderDocument(workspace, lookingAt(workspace, c.req.query()), sandbox.app.now()));
    })
    .get("/archives/:channel/:message", (c) => {
      const { channel, message } = c.req.param();
      const ts = message.replace(/^p(?<seconds>\d+)(?<micros>\d{6})$/u, "$<seconds>.$<micros>");
      return c.redirect(`/?in=${encodeURIComponent(channel)}#m-${encodeURIComponent(ts)}`);
    })
    .get("/sandbox/changes", live(workspace.changes.subscribe))
    .route("/", deeds(sandbox))
    .route("/", assets());
}
