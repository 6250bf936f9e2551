import type startSes from "aws-ses-v2-local";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { proxy } from "hono/proxy";
import { createRequire } from "node:module";
import type { Server } from "node:http";
import { HOST } from "./address.ts";
import { faultyAnswer, type MailFault } from "./mail/faults.ts";
import { recorder } from "./mail/recorder.ts";
import { close, listen, urlOf } from "./servers.ts";

// Required, since Node.js and Vitest differ on what the default import of this CommonJS package is.
const ses: { default: typeof startSes.default } = createRequire(import.meta.url)("aws-ses-v2-local");

export interface MailOptions {
  /** 0 for a free one. */
  port: number;
  /** Keeps the mails for the next start; they live for the run without it. */
  file?: string | undefined;
  /** What mails are dated by, in milliseconds since 1970. */
  now?: () => number;
}

/** The running stand-in: its address, its mails, and its faults. */
export type LocalMail = Awaited<ReturnType<typeof startMail>>;

/**
 * SES's stand-in with its inbox page at `/` and all mail as JSON at `/store`, which is one for the whole process. It stands
 * behind a relay that keeps the mails, tells of new ones, and goes wrong where it is asked to.
 */
export async function startMail({ port, file, now = Date.now }: MailOptions) {
  const inner: Server = await ses.default({ host: HOST, port: 0 });
  const mails = recorder(now, file);
  let fault: MailFault | undefined;
  let intercept: (() => Promise<void>) | undefined;

  const relay = new Hono().all("*", async (c) => {
    const { method, path } = c.req;
    const isSending = method === "POST" && path.startsWith("/v2/email/outbound-");
    if (isSending && intercept) {
      const act = intercept;
      intercept = undefined;
      await act();
      return faultyAnswer("down");
    }
    if (isSending && fault) {
      return faultyAnswer(fault);
    }
    const { pathname, search } = new URL(c.req.url);
    const answer = await proxy(`${urlOf(inner)}${pathname}${search}`, c.req.raw);
    if (isSending && answer.ok) {
      mails.record(await answer.clone().text());
    } else if (path === "/clear-store") {
      mails.clear();
    }
    return answer;
  });
  const server = createAdaptorServer({ fetch: relay.fetch }) as Server;
  const url = await listen(server, port);
  return {
    url,
    mails,
    /** Lets sending go wrong until it is called without a fault. */
    fail: (chosen?: MailFault) => void (fault = chosen),
    /** Does this in place of sending the next mail; without an act, the next mail is sent as any other. */
    interceptNext: (act?: () => Promise<void>) => void (intercept = act),
    async close() {
      await Promise.all([close(server), close(inner)]);
    },
  };
}
