import { html } from "hono/html";
import type { Html } from "./html.ts";

/** A moment as text that the browser puts into its own time zone and into Slack's format, such as `{date_short} at {time}`. */
export function time(moment: Date, format: string, fallback = `${moment.toISOString().slice(11, 16)} UTC`): Html {
  return html`<time datetime="${moment.toISOString()}" data-format="${format}">${fallback}</time>`;
}

/** When a message was sent. */
export function momentOf(ts: string): Date {
  return new Date(Number(ts) * 1000);
}
