import { html } from "hono/html";
import type { User } from "../domain/user.ts";
import { layout, type Reader, soft } from "./layout.ts";
import { greeting, person } from "./pages.ts";

/** The six digits that someone typed, with or without spaces, hyphens or full-width digits; undefined for anything else. */
export function digitsIn(typed: string): string | undefined {
  const digits = typed.normalize("NFKC").replace(/[\s\p{Pd}]+/gu, "");
  return /^\d{6}$/u.test(digits) ? digits : undefined;
}

// The same rule for the browser, which compiles it with the flag v.
const SIX_DIGITS = String.raw`[\s\-]*(?:[0-9\uFF10-\uFF19][\s\-]*){6}`;

/** Asks for the code of the email, again where what was typed is no code, or a wrong one that leaves some tries. */
export function codePage(to: Reader, user: User, token: string, problem?: "not-a-code" | number) {
  const { words } = to;
  const isAgain = problem !== undefined;
  const said = typeof problem === "number" ? words.text("code.wrong", { left: problem }) : words.text("code.no-code");
  return layout(
    to,
    isAgain ? "trouble" : "ask",
    words.text(isAgain ? "code.problem" : "ask.title"),
    html`${isAgain ? html`<p id="problem" role="alert">${said}</p>` : greeting(to, user)} ${person(to, user)}
      <form method="post" action="?">
        <input type="hidden" name="token" value="${token}" />
        <label for="code">${words.text("code.label")}</label>
        <input
          id="code"
          class="code"
          name="code"
          type="text"
          inputmode="numeric"
          autocomplete="one-time-code"
          pattern="${SIX_DIGITS}"
          title="${words.text("code.format")}"
          required
          autofocus
          ${isAgain ? html`aria-invalid="true" aria-describedby="problem"` : ""}
        />
        <button type="submit">${words.text("verify-button")}</button>
      </form>
      ${soft(words.text("code.until", { until: new Date(user.expiresAt) }))} ${soft(words.text("ask.unexpected"))}`,
  );
}
