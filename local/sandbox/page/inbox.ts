import { html } from "hono/html";
import type { Html } from "../../../packages/slack-local/src/live-page/html.ts";
import { momentOf, time } from "../../../packages/slack-local/src/live-page/time.ts";
import type { StoredMail } from "../../mail/recorder.ts";
import type { Look } from "../look.ts";
import { address } from "./address.ts";

/** The selected user's emails, newest first. */
export function mailList({ selected, mails, open, asked }: Look): Html {
  if (!selected || mails.length === 0) {
    const text = selected ? `No email has arrived for ${selected.email} yet.` : "Emails to the new user appear here.";
    return html`<li class="empty" id="no-mail">${text}</li>`;
  }
  const item = (mail: StoredMail) =>
    html`<li id="mail-${mail.messageId}" data-at="${mail.at * 1000}">
      <a
        id="to-${mail.messageId}"
        href="${address({ ...asked, mail: mail.messageId })}"
        data-soft
        ${mail === open ? html`aria-current="true"` : ""}
        ><span class="subject">${mail.subject}</span>
        ${mail.outcome === "delivered" ? "" : html`<span class="undelivered">${mail.outcome}</span>`}
        ${time(momentOf(String(mail.at)), "{stamp}")}</a
      >
    </li>`;
  return html`${mails.map(item)}`;
}

/** The email that is open, as HTML in a frame that runs nothing, or as its plain text. */
export function openMail({ open, asked }: Look): Html {
  if (!open) {
    return html``;
  }
  const isText = asked.as === "text";
  const other = address({ ...asked, mail: open.messageId, as: isText ? undefined : "text" });
  return html`<article id="open-${open.messageId}-${isText ? "text" : "html"}" aria-labelledby="subject">
    <header>
      <h3 id="subject" class="hidden">${open.subject}</h3>
      <p class="quiet">From ${nameOf(open.from)}<br />to ${open.destination.to.join(", ")}</p>
      <a id="other-form" href="${other}" data-soft>${isText ? "Show as HTML" : "Show as plain text"}</a>
    </header>
    ${
      isText
        ? html`<pre class="letter" tabindex="0">${open.body.text ?? "This email has no plain text."}</pre>`
        : html`<iframe
            class="letter"
            title="${open.subject}"
            src="/sandbox/mail/${open.messageId}"
            sandbox="allow-popups allow-popups-to-escape-sandbox"
          ></iframe>`
    }
  </article>`;
}

/** The name in `"Name" <address>`, or the address where there is none. */
function nameOf(sender: string): string {
  return /^"(?<name>[^"]+)"/u.exec(sender)?.groups?.["name"] ?? sender;
}
