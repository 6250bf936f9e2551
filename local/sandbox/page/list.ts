import { html } from "hono/html";
import type { Html } from "../../../packages/slack-local/src/live-page/html.ts";
import { time } from "../../../packages/slack-local/src/live-page/time.ts";
import type { Look } from "../look.ts";
import { type Onboarding, STATES } from "../onboardings.ts";
import { address } from "./address.ts";
import { badge } from "./badge.ts";

/** Narrows the list; the page's script applies it while one types. */
export function listFilter({ asked }: Look): Html {
  const option = (state: string, label = state) =>
    html`<option value="${state}" ${asked.state === state ? "selected" : ""}>${label}</option>`;
  return html`<form class="filter" role="search" aria-label="Onboardings" data-filter>
    <input
      type="search"
      name="find"
      aria-label="Search by name, address or ID"
      placeholder="Search by name, address or ID"
      value="${asked.find ?? ""}"
    />
    <select name="state" aria-label="State">
      ${option("", "any state")} ${STATES.map((state) => option(state))}
    </select>
  </form>`;
}

/** The onboardings that were asked for, newest first, each with a link of its own. */
export function onboardingList({ asked, listed, more, selected, onboardings }: Look): Html {
  const { find, list } = asked;
  const item = ({ id, name, execution, state }: Onboarding) =>
    html`<li id="onboarding-${id}">
      <a
        id="to-${id}"
        href="${address({ execution: id, find, state: asked.state, list })}"
        data-soft
        ${id === selected?.id ? html`aria-current="true"` : ""}
        ><span class="who">${name || execution.name}</span> ${time(new Date(execution.startedAt), "{stamp}")}
        ${badge(state)}</a
      >
    </li>`;
  const none = html`<li class="quiet none" id="no-match">No onboarding matches.</li>`;
  return html`${listed.map(item)} ${listed.length === 0 && onboardings.length > 0 ? none : ""}
  ${
    more > 0
      ? html`<li id="earlier">
          <a
            id="to-earlier"
            class="earlier"
            href="${address({ ...asked, list: String(listed.length + 100) })}"
            data-soft
            >${more} earlier</a
          >
        </li>`
      : ""
  }`;
}
