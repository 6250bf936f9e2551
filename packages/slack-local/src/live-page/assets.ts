import { Hono } from "hono";
import { readFile } from "node:fs/promises";

const TYPES: Record<string, string> = { css: "text/css", js: "text/javascript" };

/**
 * Style sheets and scripts out of these folders below `root`, under `/assets/` and their path, so that scripts find each other
 * in the browser as they do on disk. Each is read anew every time: an edit shows on reload.
 */
export function assets(root: URL, folders: readonly string[]): Hono {
  return new Hono().get("/assets/*", async (c) => {
    const path = c.req.path.slice("/assets/".length);
    const [, folder = "", type = ""] = /^(.+)\/[a-z-]+\.(css|js)$/u.exec(path) ?? [];
    if (!folders.includes(folder)) {
      return c.text("Not Found", 404);
    }
    try {
      const content = await readFile(new URL(path, root));
      return new Response(content, {
        headers: { "Content-Type": `${TYPES[type]}; charset=utf-8`, "Cache-Control": "no-cache" },
      });
    } catch {
      return c.text("Not Found", 404);
    }
  });
}
