import { html } from "hono/html";
import type { Html } from "../../../packages/slack-local/src/live-page/html.ts";
import { time } from "../../../packages/slack-local/src/live-page/time.ts";
import type { Look } from "../look.ts";
import type { Onboarding } from "../onboardings.ts";
import { address } from "./address.ts";
import { badge } from "./badge.ts";

/** All onboardings, newest first, each with a link of its own. */
export function onboardingList({ onboardings, selected }: Look): Html {
  const item = ({ id, name, execution, state }: Onboarding) =>
    html`<li id="onboarding-${id}">
      <a
        id="to-${id}"
        href="${address({ execution: id })}"
        data-soft
        ${id === selected?.id ? html`aria-current="true"` : ""}
        ><span class="who">${name || execution.name}</span> ${time(new Date(execution.startedAt), "{stamp}")}
        ${badge(state)}</a
      >
    </li>`;
  return html`${onboardings.map(item)}`;
}
