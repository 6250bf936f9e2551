import type { Context } from "hono";
import type { Html } from "./html.ts";

// Its clock is behind by this much at most.
const MOST_MILLISECONDS = 100;

/**
 * Serves a page, which is allowed to load what `security` says. It is rendered and encoded once for all who ask for the same
 * address before the next change: pages that are open side by side ask at the same moment.
 */
export function sharedPage(security: string, ...changes: ((listener: () => void) => () => void)[]) {
  const pages = new Map<string, { page: Promise<Uint8Array<ArrayBuffer>>; until: number }>();
  for (const subscribe of changes) {
    subscribe(() => pages.clear());
  }
  const rendered = (address: string, render: () => Html | Promise<Html>) => {
    const known = pages.get(address);
    const now = performance.now();
    if (known && now < known.until) {
      return known.page;
    }
    const page = Promise.resolve(render()).then((text) => new TextEncoder().encode(String(text)));
    pages.set(address, { page, until: now + MOST_MILLISECONDS });
    return page;
  };
  return async (c: Context, render: () => Html | Promise<Html>): Promise<Response> =>
    c.body(await rendered(c.req.url, render), 200, {
      "Content-Security-Policy": security,
      "Content-Type": "text/html; charset=UTF-8",
      "Cache-Control": "no-store",
    });
}
