import { html } from "hono/html";
import type { Html } from "../../../packages/slack-local/src/live-page/html.ts";

const PATHS = {
  done: "M3.5 8.5l3 3 6-7",
  failed: "M4.5 4.5l7 7m0-7l-7 7",
  retried: "M12.5 5.5A5 5 0 1 0 13 8m0-5v3h-3",
  interrupted: "M9 2.5L4.5 9H8l-1 4.5L11.5 7H8z",
  opened: "M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z",
  running: "M5.5 4l6 4-6 4z",
  arrived: "M13 8H3.5m4-4l-4 4 4 4",
  sleep: "M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z",
  replayed: "M3 8a5 5 0 1 0 1.5-3.5L3 6m0-3.5V6h3.5",
} as const;

export type Icon = keyof typeof PATHS;

/** A small drawing beside a word that says the same. */
export function icon(name: Icon): Html {
  return html`<svg class="icon ${name}" viewBox="0 0 16 16" aria-hidden="true"><path d="${PATHS[name]}" /></svg>`;
}
