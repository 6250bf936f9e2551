import type startSes from "aws-ses-v2-local";
import { createRequire } from "node:module";
import { HOST } from "./address.ts";
import { close, urlOf } from "./servers.ts";

// Required, since Node.js and Vitest differ on what the default import of this CommonJS package is.
const ses: { default: typeof startSes.default } = createRequire(import.meta.url)("aws-ses-v2-local");

/** SES's stand-in with its inbox page at `/` and all mail as JSON at `/store`. Its store is one for the whole process. */
export async function startMail({ port }: { port: number }) {
  const server = await ses.default({ host: HOST, port });
  return { url: urlOf(server), close: () => close(server) };
}
