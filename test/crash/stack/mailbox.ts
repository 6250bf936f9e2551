import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { close, listen } from "../../../local/servers.ts";

/** A mail that was accepted. */
export interface Mail {
  to: string;
  subject: string;
  /** The token of the link in it, if it has one. */
  token: string | undefined;
}

interface SendEmail {
  Destination: { ToAddresses: string[] };
  Content: { Simple: { Subject: { Data: string }; Body: { Text: { Data: string } } } };
}

/** SES's SendEmail, outside of what is killed: what it accepted stays accepted. */
export async function openMailbox() {
  const mails: Mail[] = [];
  const server = createServer(async (request, response) => {
    const { Destination, Content }: SendEmail = JSON.parse(await text(request));
    const { Subject, Body } = Content.Simple;
    const [, token] = /token=([\w.-]+)/u.exec(Body.Text.Data) ?? [];
    mails.push({ to: Destination.ToAddresses[0] ?? "", subject: Subject.Data, token });
    response.setHeader("content-type", "application/json").end(JSON.stringify({ MessageId: randomUUID() }));
  });
  const url = await listen(server, 0);
  return { url, mails, close: () => close(server) };
}
