import { Hono } from "hono";
import { readFile } from "node:fs/promises";

// An address is the file's path in this folder's parent, so that scripts find each other here as they do in the browser.
const ASSET = /^\/assets\/(?<path>(?:page|slack\/page|sandbox)\/(?:client|style)\/[a-z-]+\.(?<type>css|js))$/u;
const TYPES: Record<string, string> = { css: "text/css", js: "text/javascript" };

/** The pages' style sheets and scripts below `/assets/`, read anew each time so that an edit shows on reload. */
export function assets(): Hono {
  return new Hono().get("/assets/*", async (c) => {
    const { path, type = "" } = ASSET.exec(c.req.path)?.groups ?? {};
    try {
      const content = await readFile(new URL(`../${path}`, import.meta.url));
      return new Response(content, {
        headers: { "Content-Type": `${TYPES[type]}; charset=utf-8`, "Cache-Control": "no-cache" },
      });
    } catch {
      return c.text("Not Found", 404);
    }
  });
}
