import { html } from "hono/html";
import { APP, displayName } from "../identities.ts";
import type { Html } from "../../page/html.ts";

const HUES = 5;

/** The initials of a person or an app, in a colour of their own; decoration, the name stands beside it. */
export function avatar(id: string): Html {
  const name = displayName(id);
  const initials = id === APP.userId ? "✓" : name.replaceAll(/(?<initial>\p{L})\p{L}*\s*/gu, "$<initial>").slice(0, 2);
  const hue = Array.from(id).reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % HUES;
  return html`<span class="avatar ${id === APP.userId ? "app" : `hue-${hue}`}" aria-hidden="true">${initials}</span>`;
}
