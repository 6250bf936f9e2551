import { html } from "hono/html";
import type { User } from "../domain/user.ts";
import { greeting, layout } from "./layout.ts";
import { maskEmail, moment } from "./words.ts";

/** The six digits that someone typed, with or without spaces, hyphens or full-width digits; undefined for anything else. */
export function digitsIn(typed: string): string | undefined {
  const digits = typed.normalize("NFKC").replace(/[\s\p{Pd}]+/gu, "");
  return /^\d{6}$/u.test(digits) ? digits : undefined;
}

// What digitsIn takes, for the browser, which compiles it with the flag v.
const SIX_DIGITS = String.raw`[\s\-]*(?:[0-9\uFF10-\uFF19][\s\-]*){6}`;

/** Asks for the code of the email, again where what was typed is no code, or a wrong one that leaves some tries. */
export function codePage(
  user: User,
  token: string,
  { problem, organisation }: { problem?: "not-a-code" | number; organisation?: string | undefined } = {},
) {
  const said =
    problem === "not-a-code"
      ? "A code has six digits. Nothing was changed."
      : `That is not the code in the email. Nothing was changed. You can try ${problem === 1 ? "once more" : `${problem} more times`}.`;
  return layout(
    problem === undefined ? "ask" : "trouble",
    problem === undefined ? "Verify your address" : "Please check the code",
    html`${problem === undefined ? greeting(user, organisation) : html`<p id="problem" role="alert">${said}</p>`}
      <dl>
        <dt>Name</dt>
        <dd>${user.name}</dd>
        <dt>Address</dt>
        <dd>${maskEmail(user.email)}</dd>
      </dl>
      <form method="post" action="?">
        <input type="hidden" name="token" value="${token}" />
        <label for="code">The six digits in the email</label>
        <input
          id="code"
          class="code"
          name="code"
          type="text"
          inputmode="numeric"
          autocomplete="one-time-code"
          pattern="${SIX_DIGITS}"
          title="Six digits"
          required
          autofocus
          ${problem === undefined ? "" : html`aria-invalid="true" aria-describedby="problem"`}
        />
        <button type="submit">Verify my address</button>
      </form>
      <p class="soft">The link and the code are good until ${moment(user.expiresAt)}.</p>
      <p class="soft">Didn't expect this email? Close this page: opening it changed nothing.</p>`,
  );
}

/** Ten codes were tried. */
export function noTriesPage() {
  return layout(
    "closed",
    "Too many codes were tried",
    html`<p role="status">This link takes no more codes. Nothing was changed.</p>
      <p class="soft">Ask the person who invited you: an approver can still let you in, or start again.</p>`,
  );
}
