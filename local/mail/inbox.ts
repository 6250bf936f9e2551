import { html } from "hono/html";
import type { Html } from "../../packages/slack-local/src/live-page/html.ts";
import type { StoredMail } from "./recorder.ts";

/** What the inbox page may load. */
export const INBOX_SECURITY =
  "default-src 'none'; style-src 'self'; frame-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

// An email is shown as a mail program shows it: it looks as it likes, and runs nothing.
const MAIL_SECURITY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src https: data:",
  "frame-ancestors 'self'",
  "sandbox allow-popups allow-popups-to-escape-sandbox",
].join("; ");

/** An email's HTML as a page of its own, whose links open in a new tab; 404 where there is no such email. */
export function mailDocument(mail: StoredMail | undefined): Response {
  if (!mail) {
    return new Response("There is no such email.", { status: 404 });
  }
  const content = mail.body.html?.replace("<head>", '<head><base target="_blank">') ?? "";
  return new Response(content, {
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": MAIL_SECURITY },
  });
}

const AT_ONCE = 50;

/** What the inbox's address asks for: the email that is open, and "all" in place of the newest fifty. */
export interface InboxAsked {
  mail?: string;
  list?: string;
}

/** The emails, newest first, and the one that is open in every form: as HTML, as plain text, its links, its headers. */
export function inboxPage(mails: readonly StoredMail[], asked: InboxAsked): Html {
  const newestFirst = mails.toReversed();
  const open = mails.find(({ messageId }) => messageId === asked.mail) ?? newestFirst[0];
  const listed = asked.list === "all" ? newestFirst : newestFirst.slice(0, AT_ONCE);
  const earlier = mails.length - listed.length;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Inbox</title>
        <link rel="stylesheet" href="/assets/packages/slack-local/assets/live/base.css" />
        <link rel="stylesheet" href="/assets/local/mail/inbox.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <nav aria-label="Emails">
          <header>
            <h1>Inbox</h1>
            <a href="/">Check for new email</a>
            <form method="post" action="/clear-store"><button>Delete all</button></form>
          </header>
          <ul>
            ${listed.map((mail) => item(mail, mail === open, asked))}
          </ul>
          ${earlier > 0 ? html`<p><a href="/?list=all">${earlier} earlier</a></p>` : ""}
          ${open ? "" : html`<p class="quiet">No email has been sent yet.</p>`}
        </nav>
        <main>${open ? letter(open) : ""}</main>
      </body>
    </html>`;
}

function item(
  { messageId, subject, destination, outcome, at }: StoredMail,
  isOpen: boolean,
  { list }: InboxAsked,
): Html {
  const query = new URLSearchParams({ mail: messageId, ...(list ? { list } : {}) });
  return html`<li>
    <a href="/?${query.toString()}" ${isOpen ? html`aria-current="true"` : ""}>
      <strong>${subject}</strong>
      <span class="quiet">to ${destination.to.join(", ")}, ${timeOf(at)}</span>
      ${outcome === "delivered" ? "" : html`<span class="outcome">${outcome}</span>`}
    </a>
  </li>`;
}

function letter(mail: StoredMail): Html {
  const { messageId, subject, from, destination, body, headers, tags, configurationSet } = mail;
  const facts = [
    ["From", from],
    ["To", destination.to.join(", ")],
    ...headers.map(({ name, value }) => [name, value]),
    ...tags.map(({ name, value }) => [`Tag ${name}`, value]),
    ...(configurationSet ? [["Configuration set", configurationSet]] : []),
  ];
  const links = [...new Set((body.text ?? "").match(/https?:\/\/\S+/gu) ?? [])];
  return html`<h2>${subject}</h2>
    <dl>
      ${facts.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    ${
      links.length > 0
        ? html`<h3>Links</h3>
            <ul>
              ${links.map((link) => html`<li><a href="${link}" target="_blank" rel="noreferrer">${link}</a></li>`)}
            </ul>`
        : ""
    }
    <h3>HTML</h3>
    <iframe title="${subject}" src="/mail/${messageId}" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
    <h3>Plain text</h3>
    <pre tabindex="0">${body.text ?? "This email has no plain text."}</pre>`;
}

const timeOf = (at: number) => `${new Date(at * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
