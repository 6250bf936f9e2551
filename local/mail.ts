import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Server } from "node:http";
import { assets } from "../packages/slack-local/src/live-page/assets.ts";
import { sharedPage } from "../packages/slack-local/src/live-page/shared.ts";
import { LOCAL } from "./address.ts";
import { type MailEvent, mailEvent } from "./mail/events.ts";
import { faultyAnswer, type MailFault, refusal, SesError } from "./mail/faults.ts";
import { inboxPage, INBOX_SECURITY, mailDocument } from "./mail/inbox.ts";
import { recorder } from "./mail/recorder.ts";
import type { Account } from "./mail/rules.ts";
import { sendEmail } from "./mail/send-email.ts";
import { close, listen } from "./servers.ts";

export interface MailOptions extends Unset<Account> {
  /** 0 for a free one. */
  port: number;
  /** Keeps the emails for the next start; without it, they are lost when the process ends. */
  file?: string | undefined;
  /** The clock that dates emails, in milliseconds since 1970. */
  now?: () => number;
  /** Receives SES's events as EventBridge would deliver them, one for each email that names a configuration set. */
  onEvent?: (event: MailEvent) => void;
}

type Unset<Type> = { [Key in keyof Type]?: Type[Key] | undefined };

/** The running stand-in: its address, its emails, and its faults. */
export type LocalMail = Awaited<ReturnType<typeof startMail>>;

const ROOT = new URL("../", import.meta.url);
const MOST_BODY_BYTES = 64 * 1024 * 1024; // SES's own limit for a message is lower, and has an error of its own

/**
 * SES on one machine: `SendEmail` under SES's rules, an inbox page at `/`, and all email as JSON at `/store` until a POST to
 * `/clear-store`. Faults can be switched on.
 */
export async function startMail({ port, file, now = Date.now, onEvent, ...account }: MailOptions) {
  const mails = recorder(file);
  const setup: Account = {
    region: account.region ?? LOCAL.region,
    identities: account.identities ?? [LOCAL.sender],
    configurationSets: account.configurationSets ?? [LOCAL.configurationSet],
  };
  let fault: MailFault | "bounces" | undefined;
  let intercept: (() => Promise<void>) | undefined;

  const serveInbox = sharedPage(INBOX_SECURITY, mails.subscribe);
  const app = new Hono()
    .post("/v2/email/outbound-emails", bodyLimit({ maxSize: MOST_BODY_BYTES }), async (c) => {
      if (intercept) {
        const act = intercept;
        intercept = undefined;
        await act();
        return faultyAnswer("down");
      }
      if (fault && fault !== "bounces") {
        return faultyAnswer(fault);
      }
      const taken = sendEmail(await c.req.json(), setup, now());
      const mail = fault && taken.outcome === "delivered" ? { ...taken, outcome: "bounced" as const } : taken;
      mails.record(mail);
      const event = mailEvent(mail, new Date(now()), setup.region);
      if (event) {
        onEvent?.(event);
      }
      return c.json({ MessageId: mail.messageId });
    })
    .get("/store", (c) => c.json({ emails: mails.all() }))
    .post("/clear-store", (c) => {
      mails.clear();
      return c.json({});
    })
    .get("/", (c) => serveInbox(c, () => inboxPage(mails.all(), c.req.query())))
    .get("/mail/:id", (c) => mailDocument(mails.find(c.req.param("id"))))
    .route("/", assets(ROOT, ["local/mail", "packages/slack-local/assets/live"]))
    .notFound(() => refusal(new SesError("UnknownOperationException", "This stand-in takes SendEmail only.")))
    .onError((error) => {
      if (error instanceof SyntaxError) {
        return refusal(new SesError("BadRequestException", "The request's body is not JSON."));
      }
      if (error instanceof SesError) {
        return refusal(error);
      }
      throw error;
    });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const url = await listen(server, port);
  return {
    url,
    mails,
    /** Makes sending fail until it is called without a fault: SES refuses each email, or takes it and it bounces. */
    fail: (chosen?: MailFault | "bounces") => void (fault = chosen),
    /** Runs this instead of sending the next email, which then fails; without an argument, takes that back. */
    interceptNext: (act?: () => Promise<void>) => void (intercept = act),
    close: () => close(server),
  };
}
