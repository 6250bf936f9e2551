import { html } from "hono/html";
import type { User } from "../domain/user.ts";
import { layout } from "./layout.ts";
import { maskEmail, moment } from "./words.ts";

const ASK_FOR_ANOTHER = html`<p class="soft">
  Ask whoever invited you for a new mail, or open the link in the newest one that you got.
</p>`;

/** Asks for the one press that decides. The form posts back to this page's own path, wherever that is deployed. */
export function askPage(user: User, token: string) {
  return layout(
    "Verify your address",
    html`<p>Hello ${user.name}. Is this you?</p>
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
      <p class="soft">You expected no such mail? Close this page, and nothing happens.</p>`,
  );
}

/** The press has just let the user in. */
export function verifiedPage(user: User) {
  return layout(
    "You are verified",
    html`<p role="status">Welcome, ${user.name}. Your address is verified and you can come in.</p>
      <p class="soft">A welcome mail is on its way. You can close this page.</p>`,
  );
}

/** The user is in already, by this link or by an admin. */
export function alreadyVerifiedPage({ decision }: User) {
  const who = decision?.source === "slack" ? "An admin verified you" : "Your address was verified";
  return layout(
    "You are already verified",
    html`<p role="status">${who}${decision ? html` on ${moment(decision.at)}` : ""}. There is nothing left to do.</p>
      <p class="soft">You can close this page.</p>`,
  );
}

/** An admin said no. The reason is the admins' own and is not shown. */
export function rejectedPage({ decision }: User) {
  return layout(
    "This request was turned down",
    html`<p role="status">
        An admin decided${decision ? html` on ${moment(decision.at)}` : ""} not to let you in, so the link no longer
        works.
      </p>
      <p class="soft">You think that is a mistake? Talk to whoever invited you.</p>`,
  );
}

/** Nobody decided in time, or the onboarding could not go on. */
export function expiredPage({ expiresAt, status }: User) {
  const why =
    status === "FAILED" ? "This onboarding could not be completed." : `The link was good until ${moment(expiresAt)}.`;
  return layout(
    "This link has expired",
    html`<p role="status">${why} Nothing was changed.</p>
      <p class="soft">Ask whoever invited you to start again; you will get a new mail.</p>`,
  );
}

/** Someone was first by a moment. */
export function decidingPage() {
  return layout(
    "Just being decided",
    html`<p role="status">An admin is deciding about you at this very moment.</p>
      <p class="soft">Open the link again in a minute to see what came of it.</p>`,
  );
}

/** The same for every bad token, so that it tells nothing about which. */
export function notALinkPage() {
  return layout(
    "This is not a valid link",
    html`<p role="status">The link is incomplete, too old, or not one of ours. Nothing was changed.</p>
      ${ASK_FOR_ANOTHER}`,
  );
}

/** Something of ours is down. */
export function troublePage() {
  return layout(
    "Please try again",
    html`<p role="status">Something does not work on our side. Nothing was lost or changed.</p>
      <p class="soft">Open the link in your mail again in a minute.</p>`,
  );
}

/** There is no such page, or it does not take such a request. */
export function noPage(why: string) {
  return layout(
    "There is nothing here",
    html`<p role="status">${why}</p>
      ${ASK_FOR_ANOTHER}`,
  );
}
