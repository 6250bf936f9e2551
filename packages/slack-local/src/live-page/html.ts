import type { Context } from "hono";
import type { html } from "hono/html";

/** A piece of a page, everything in it escaped. */
export type Html = ReturnType<typeof html>;

/** Answers with a page as it is at this moment, and with what it is allowed to load. */
export async function answerPage(c: Context, page: Html, security: string): Promise<Response> {
  c.header("Content-Security-Policy", security);
  c.header("Cache-Control", "no-store");
  return c.html(String(await page)); // as a primitive string: the object that it is would be sent as a stream, at 1.5 ms each
}
