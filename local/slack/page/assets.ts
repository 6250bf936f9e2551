import { Hono } from "hono";
import { readFile } from "node:fs/promises";

const TYPES = { css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8" } as const;

/** The page's style and scripts, read anew each time so that an edit shows on reload. */
export function assets(): Hono {
  return new Hono()
    .get("/sandbox/style.css", async (c) =>
      c.body(await readFile(new URL("style.css", import.meta.url)), 200, { "Content-Type": TYPES.css }),
    )
    .get("/sandbox/:script{[a-z-]+\\.js}", async (c) => {
      const script = await readFile(new URL(`client/${c.req.param("script")}`, import.meta.url)).catch(() => undefined);
      return script ? c.body(script, 200, { "Content-Type": TYPES.js }) : c.notFound();
    });
}
