import { Hono } from "hono";
import { assets } from "../live-page/assets.ts";
import { sharedPage } from "../live-page/shared.ts";
import { live } from "../live-page/live.ts";
import type { Session } from "../interactions/session.ts";
import { actions } from "./actions.ts";
import { lookingAt, renderDocument } from "./document.ts";

/** Beside `src` and `dist` alike. */
const ASSETS = new URL("../../assets/", import.meta.url);

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
export function page(session: Session): Hono {
  const { state } = session;
  const serve = sharedPage(SECURITY, state.changes.subscribe);
  return new Hono()
    .get("/", (c) => serve(c, () => renderDocument(state, lookingAt(state, c.req.query()), session.app.now())))
    .get("/archives/:channel/:message", (c) => {
      const { channel, message } = c.req.param();
      const ts = message.replace(/^p(?<seconds>\d+)(?<micros>\d{6})$/u, "$<seconds>.$<micros>");
      return c.redirect(`/?${new URLSearchParams({ in: channel, from: ts }).toString()}#m-${encodeURIComponent(ts)}`);
    })
    .get("/changes", live(state.changes.subscribe))
    .route("/", actions(session))
    .route("/", assets(ASSETS, ["live", "slack"]));
}
