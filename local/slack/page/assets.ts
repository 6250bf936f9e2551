import { Hono } from "hono";
import { readFile } from "node:fs/promises";

/** The page's style sheets, in the order in which they apply. */
export const STYLE_SHEETS = ["base", "frame", "messages", "blocks", "controls", "dialogs", "phone"];

/** The page's style sheets and scripts, read anew each time so that an edit shows on reload. */
export function assets(): Hono {
  return new Hono()
    .get("/sandbox/style/:file{[a-z-]+\\.css}", (c) => send(`style/${c.req.param("file")}`, "text/css"))
    .get("/sandbox/client/:file{[a-z-]+\\.js}", (c) => send(`client/${c.req.param("file")}`, "text/javascript"));
}

async function send(path: string, type: string): Promise<Response> {
  try {
    return new Response(await readFile(new URL(path, import.meta.url)), {
      headers: { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "no-cache" },
    });
  } catch {
    return new Response("Not Found", { status: 404 });
  }
}
