import type { html } from "hono/html";

/** A piece of a page, everything in it escaped. */
export type Html = ReturnType<typeof html>;
