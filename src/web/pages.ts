import { html } from "hono/html";
import type { Decision, User } from "../domain/user.ts";
import type { PlainKey } from "../messages/messages.ts";
import { type Markup, named } from "../messages/words.ts";
import { goOn, layout, type Reader, soft, status } from "./layout.ts";

/** An address that its owner recognises and nobody else learns: `a•••@example.com`. */
export function maskEmail(email: string): string {
  const [first = ""] = email;
  return `${first}•••${email.slice(email.lastIndexOf("@"))}`;
}

/** The question whether this is the user, and who that would be. */
export function greeting({ words, brand }: Reader, { name }: User): Markup {
  return html`<p>${words.html("ask.who", { name, ...named(brand.organisation) })}</p>`;
}

/** Who is about to be verified. */
export function person({ words }: Reader, { name, email }: User): Markup {
  return html`<dl>
    <dt>${words.text("ask.name")}</dt>
    <dd><bdi>${name}</bdi></dd>
    <dt>${words.text("ask.address")}</dt>
    <dd><bdi>${maskEmail(email)}</bdi></dd>
  </dl>`;
}

/** Asks for the one press that decides. The form posts back to this page's own path, wherever that is deployed. */
export function askPage(to: Reader, user: User, token: string) {
  const { words } = to;
  return layout(
    to,
    "ask",
    words.text("ask.title"),
    html`${greeting(to, user)} ${person(to, user)}
      <form method="post" action="?">
        <input type="hidden" name="token" value="${token}" />
        <button type="submit">${words.text("verify-button")}</button>
      </form>
      ${soft(words.text("ask.until", { until: new Date(user.expiresAt) }))} ${soft(words.text("ask.unexpected"))}`,
  );
}

/** The press was the one that decided; the workflow activates the user now. */
export function verifiedPage(to: Reader, { name }: User) {
  const { words } = to;
  return layout(
    to,
    "done",
    words.text("verified.title"),
    html`${status(words.html("verified.text", { name }))} ${goOn(to)} ${soft(words.text("verified.next"))}`,
  );
}

/** The user is in already, by this link or by an admin. */
export function alreadyVerifiedPage(to: Reader, decision: Decision) {
  const { words } = to;
  const about = { byAdmin: decision.source === "slack", at: new Date(decision.at) };
  return layout(
    to,
    "done",
    words.text("already.title"),
    html`${status(words.html("already.text", about))} ${goOn(to)} ${soft(words.text("already.next"))}`,
  );
}

/** An admin said no. The reason is the admins' own and is not shown. */
export function rejectedPage(to: Reader, { at }: Decision) {
  const { words } = to;
  return layout(
    to,
    "closed",
    words.text("rejected.title"),
    html`${status(words.html("rejected.text", { at: new Date(at) }))} ${soft(words.text("mistake.next"))}`,
  );
}

/** The requester withdrew the request, or an approver cancelled it. */
export function cancelledPage(to: Reader, { outcome, at }: Decision) {
  const { words } = to;
  const about = { byRequester: outcome === "withdrawn", at: new Date(at) };
  return layout(
    to,
    "closed",
    words.text("cancelled.title"),
    html`${status(words.html("cancelled.text", about))} ${soft(words.text("mistake.next"))}`,
  );
}

/** Nobody decided in time. */
export function expiredPage(to: Reader, { expiresAt }: User) {
  const { words } = to;
  return layout(
    to,
    "closed",
    words.text("expired.title"),
    html`${status(words.html("expired.text", { until: new Date(expiresAt) }))} ${soft(words.text("again.next"))}`,
  );
}

/** A page that says how things are, and what to do next. */
const plain =
  (sign: "ask" | "closed" | "trouble" | "waiting", title: PlainKey, text: PlainKey, next: PlainKey) => (to: Reader) =>
    layout(to, sign, to.words.text(title), html`${status(to.words.html(text))} ${soft(to.words.text(next))}`);

/** The onboarding ended before anybody could decide. */
export const failedPage = plain("closed", "failed.title", "failed.text", "again.next");

/** A new email was asked for, and the workflow sends it now. */
export const resentPage = plain("ask", "resent.title", "resent.text", "resent.next");

/** One email a minute. */
export const resendLaterPage = plain("waiting", "resend-later.title", "resend-later.text", "resend-later.next");

/** Five emails in all. */
export const resendsUsedUpPage = plain("closed", "used-up.title", "used-up.text", "again.next");

/** A complaint stops all further email. */
export const unwantedPage = plain("closed", "unwanted.title", "unwanted.text", "unwanted.next");

/** The same for a token that names nothing, and for one whose onboarding has ended. */
export const notResentPage = plain("trouble", "not-resent.title", "not-resent.text", "newest.next");

/** Ten codes were tried. */
export const noTriesPage = plain("closed", "no-tries.title", "no-tries.text", "no-tries.next");

/** There is no page at this address. */
export const noAddressPage = plain("trouble", "nothing.title", "nothing.address", "newest.next");

/** The page takes no such request. */
export const noMethodPage = plain("trouble", "nothing.title", "nothing.method", "newest.next");

/** More was sent than a link and a code. */
export const tooLargePage = plain("trouble", "nothing.title", "nothing.too-large", "newest.next");

/** Someone was first by a moment: an admin, the clock, or the same person with a double click. */
export function decidingPage(to: Reader, token?: string) {
  const { words } = to;
  return layout(
    to,
    "waiting",
    words.text("deciding.title"),
    html`${status(words.html("deciding.text"))} ${openAgain(token, words.text("check-again"))}
    ${soft(words.text("deciding.next"))}`,
  );
}

/** The form field by which the page asks for a new email instead of deciding. */
export const RESEND = "resend";

/** The same for every bad token, so that it tells nothing about which. The form posts to this page's own address, token included. */
export function notALinkPage(to: Reader) {
  const { words } = to;
  return layout(
    to,
    "trouble",
    words.text("no-link.title"),
    html`${status(words.html("no-link.text"))}
      <form method="post">
        <button type="submit" name="${RESEND}" value="1">${words.text("no-link.resend")}</button>
      </form>
      ${soft(words.text("no-link.where"))}
      <form method="get">
        <label for="link">${words.text("no-link.paste")}</label>
        <input id="link" name="token" type="text" required autocomplete="off" autocapitalize="off" spellcheck="false" />
        <button type="submit" class="quiet">${words.text("no-link.open")}</button>
      </form>
      ${soft(words.text("newest.next"))}`,
  );
}

/** What may have been done before a failure on our side. */
export type MaybeDone = "nothing" | "confirmation" | "email";

/** A failure on our side. If something was sent and not answered, it is not known yet whether it counted. */
export function troublePage(to: Reader, done: MaybeDone, token?: string) {
  const { words } = to;
  return layout(
    to,
    "trouble",
    words.text("trouble.title"),
    html`${status(words.html(`trouble.${done}`))}
    ${openAgain(token, words.text(done === "nothing" ? "try-again" : "check-again"))}
    ${soft(words.text("trouble.next"))}`,
  );
}

/** A button that opens the link's page again; nothing without a token. */
function openAgain(token: string | undefined, label: string) {
  return token === undefined
    ? ""
    : html`<form method="get" action="?">
        <input type="hidden" name="token" value="${token}" />
        <button type="submit">${label}</button>
      </form>`;
}
