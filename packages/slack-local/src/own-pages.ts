import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server } from "node:net";

/** The names of this machine in a URL, as a Host header has them, without the port. */
const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

const FOREIGN = "A page of another site asked for this. Nothing was done.";

/**
 * Lets a server on loopback answer its own pages and programs only. A browser sends any web page's requests here: one from
 * another site, and one whose name was made to point here (DNS rebinding), get a 403. `isPublic` exempts the paths that are
 * on the internet once deployed, and protect themselves; `names` are names of this machine besides loopback's.
 */
export function ownPagesOnly(
  server: Server,
  isPublic: (path: string) => boolean = () => false,
  names: string[] = [],
): void {
  const own = new Set([...LOOPBACK, ...names]);
  const serve = server.listeners("request");
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const refusal = isPublic(pathOf(request)) ? undefined : refused(request, own);
    if (refusal === undefined) {
      serve.forEach((listener) => Reflect.apply(listener, server, [request, response]));
    } else {
      request.resume();
      response.writeHead(403, { "content-type": "text/plain" }).end(`${refusal}\n`);
    }
  });
}

function refused({ headers, method = "GET" }: IncomingMessage, own: Set<string>): string | undefined {
  const { host = "", origin } = headers;
  if (!own.has(host.replace(/:\d+$/u, ""))) {
    return "This service runs on this machine only. Open it at http://127.0.0.1 and its port.";
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return FOREIGN;
  }
  // Browsers send this to loopback too, also where they leave Origin out. https://www.w3.org/TR/fetch-metadata/
  const isFromElsewhere = ["cross-site", "same-site"].includes(String(headers["sec-fetch-site"]));
  const isLinkFollowed = method === "GET" && headers["sec-fetch-mode"] === "navigate";
  return isFromElsewhere && !isLinkFollowed ? FOREIGN : undefined;
}

function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "";
}
