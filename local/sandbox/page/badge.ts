import { html } from "hono/html";
import type { Html } from "../../../packages/slack-local/src/live-page/html.ts";
import type { State } from "../onboardings.ts";

/** The state of an onboarding, as a word and a colour. */
export function badge(state: State): Html {
  return html`<span class="badge ${state}">${state}</span>`;
}
