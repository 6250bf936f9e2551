import { html } from "hono/html";
import type { User } from "../domain/user.ts";
import { greeting, layout } from "./layout.ts";
import { maskEmail, moment } from "./words.ts";

const ASK_FOR_ANOTHER = html`<p class="soft">
  Open the link in the newest email from us, or ask the person who invited you to start again.
</p>`;

/** Asks for the one press that decides. The form posts back to this page's own path, wherever that is deployed. */
export function askPage(user: User, token: string, organisation?: string) {
  return layout(
    "ask",
    "Verify your address",
    html`${greeting(user, organisation)}
      <dl>
        <dt>Name</dt>
        <dd>${user.name}</dd>
        <dt>Address</dt>
        <dd>${maskEmail(user.email)}</dd>
      </dl>
      <form method="post" action="?">
        <input type="hidden" name="token" value="${token}" />
        <button type="submit">Verify my address</button>
      </form>
      <p class="soft">The link is good until ${moment(user.expiresAt)}.</p>
      <p class="soft">Didn't expect this email? Close this page: opening it changed nothing.</p>`,
  );
}

/** The press was the one that decided; the workflow activates the user now. */
export function verifiedPage(user: User) {
  return layout(
    "done",
    "You are verified",
    html`<p role="status">Thank you, ${user.name}. Your address is verified, and your account is being activated.</p>
      <p class="soft">A welcome email is on its way. You can close this page.</p>`,
  );
}

/** The user is in already, by this link or by an admin. */
export function alreadyVerifiedPage({ decision }: User) {
  const who = decision?.source === "slack" ? "An admin verified you" : "Your address was verified";
  return layout(
    "done",
    "You are already verified",
    html`<p role="status">${who}${decision ? html` on ${moment(decision.at)}` : ""}. There is nothing left to do.</p>
      <p class="soft">Use your account as the welcome email says. You can close this page.</p>`,
  );
}

/** An admin said no. The reason is the admins' own and is not shown. */
export function rejectedPage({ decision }: User) {
  return layout(
    "closed",
    "This request was turned down",
    html`<p role="status">
        An admin decided${decision ? html` on ${moment(decision.at)}` : ""} not to let you in, so the link no longer
        works.
      </p>
      <p class="soft">Think that's a mistake? Contact the person who invited you.</p>`,
  );
}

/** The requester withdrew the request, or an approver cancelled it. */
export function cancelledPage({ decision }: User) {
  return layout(
    "closed",
    "This invitation was withdrawn",
    html`<p role="status">
        It
        ${decision?.outcome === "withdrawn" ? "was withdrawn by the person who requested it" : "was cancelled by an approver"}${
          decision ? html` on ${moment(decision.at)}` : ""
        },
        so this link no longer works. Your address was not verified.
      </p>
      <p class="soft">Think that's a mistake? Contact the person who invited you.</p>`,
  );
}

const START_AGAIN = html`<p class="soft">Ask the person who invited you to start again. You'll get a new email.</p>`;

/** Nobody decided in time. */
export function expiredPage({ expiresAt }: User) {
  return layout(
    "closed",
    "This link has expired",
    html`<p role="status">It was good until ${moment(expiresAt)}. Nothing was changed.</p>
      ${START_AGAIN}`,
  );
}

/** The onboarding ended before anybody could decide. */
export function failedPage() {
  return layout(
    "closed",
    "This onboarding has ended",
    html`<p role="status">It could not be completed, and your address was not verified.</p>
      ${START_AGAIN}`,
  );
}

/** Opens the link's page anew; without a token there is nothing to open. */
function openAgain(token: string | undefined, label: string) {
  return token === undefined
    ? ""
    : html`<form method="get" action="?">
        <input type="hidden" name="token" value="${token}" />
        <button type="submit">${label}</button>
      </form>`;
}

/** Someone was first by a moment: an admin, the clock, or the same person with a double click. */
export function decidingPage(token?: string) {
  return layout(
    "waiting",
    "Almost done",
    html`<p role="status">A decision has just been made and is being recorded.</p>
      ${openAgain(token, "Check again")}
      <p class="soft">You'll see the outcome here as soon as it is recorded.</p>`,
  );
}

/** The form field by which the page asks for a new email instead of deciding. */
export const RESEND = "resend";

/** The same for every bad token, so that it tells nothing about which. The form posts to this page's own address, token included. */
export function notALinkPage() {
  return layout(
    "trouble",
    "This is not a valid link",
    html`<p role="status">The link is incomplete, too old, or not one of ours. Nothing was changed.</p>
      <form method="post"><button type="submit" name="${RESEND}" value="1">Email me a new link</button></form>
      <p class="soft">The new email goes to the address that the first one went to. Earlier links keep working.</p>
      <form method="get">
        <label for="link">Or paste the whole link from your email</label>
        <input id="link" name="token" type="text" required autocomplete="off" autocapitalize="off" spellcheck="false" />
        <button type="submit" class="quiet">Open this link</button>
      </form>
      ${ASK_FOR_ANOTHER}`,
  );
}

/** A new email was asked for, and the workflow sends it now. */
export function resentPage() {
  return layout(
    "ask",
    "A new email is on its way",
    html`<p role="status">Please use the link in it. It goes to the address that the first email went to.</p>
      <p class="soft">
        Nothing after a few minutes? Look among the unwanted email, or ask the person who invited you.
      </p>`,
  );
}

/** One email a minute. */
export function resendLaterPage() {
  return layout(
    "waiting",
    "Please wait a minute",
    html`<p role="status">No email was sent: another one has just been asked for.</p>
      <p class="soft">
        Look at your inbox first. If nothing arrives within a few minutes, reload this page to ask again.
      </p>`,
  );
}

/** Five emails in all. */
export function resendsUsedUpPage() {
  return layout(
    "closed",
    "No more emails can be sent",
    html`<p role="status">No email was sent: this one has been sent as often as we send it.</p>
      ${START_AGAIN}`,
  );
}

/** A complaint stops all further email. */
export function unwantedPage() {
  return layout(
    "closed",
    "This address gets no more email",
    html`<p role="status">No email was sent: an earlier one was reported as unwanted.</p>
      <p class="soft">Was that a mistake? Contact the person who invited you.</p>`,
  );
}

/** The same for a token that names nothing, and for one whose onboarding has ended. */
export function notResentPage() {
  return layout(
    "trouble",
    "No email was sent",
    html`<p role="status">
        We can't tell which request this link belongs to, or the request is closed. Nothing was changed.
      </p>
      ${ASK_FOR_ANOTHER}`,
  );
}

/** What may have been done when something of ours failed. */
export type MaybeDone = "nothing" | "confirmation" | "email";

/** Something of ours is down. After what was sent and not answered, nobody knows yet whether it counted. */
export function troublePage(done: MaybeDone, token?: string) {
  const states = {
    nothing: "Nothing was changed.",
    confirmation: "Your confirmation may have counted.",
    email: "A new email may be on its way.",
  };
  return layout(
    "trouble",
    "Please try again",
    html`<p role="status">Something went wrong on our side. ${states[done]}</p>
      ${openAgain(token, done === "nothing" ? "Try again" : "Check again")}
      <p class="soft">Still no luck? Open the link in your email again in a few minutes.</p>`,
  );
}

/** There is no such page, or it does not take such a request. */
export function noPage(why: string) {
  return layout(
    "trouble",
    "There is nothing here",
    html`<p role="status">${why}</p>
      ${ASK_FOR_ANOTHER}`,
  );
}
