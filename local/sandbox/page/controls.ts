import { html } from "hono/html";
import type { Html } from "../../../packages/slack-local/src/live-page/html.ts";
import { time } from "../../../packages/slack-local/src/live-page/time.ts";
import { addressOf, freeExamples } from "../examples.ts";
import { FAULTS, type Part } from "../faults.ts";
import type { Look } from "../look.ts";
import { timesOf } from "../moments.ts";
import { LOCAL } from "../../address.ts";
import { nameOf } from "../../workspace.ts";
import { liveAddresses } from "../onboardings.ts";
import { SCENES } from "../tour.ts";
import { duration } from "./words.ts";

/** Starts an example, or a person whom the visitor names. */
export function starter({ onboardings }: Look): Html {
  const names = freeExamples(liveAddresses(onboardings));
  return html`<form class="start" id="start" data-action="start">
      <label for="who">Onboard</label>
      <select id="who" name="name">
        ${names.map((name) => html`<option value="${name}" title="${addressOf(name)}">${name}</option>`)}
      </select>
      <button type="submit" class="button primary" aria-describedby="roles">Start</button>
    </form>
    <details class="someone" id="someone" data-key="someone">
      <summary class="button" id="someone-else">Someone else</summary>
      <form data-action="start">
        <label>Name <input name="name" required maxlength="100" placeholder="Ada Lovelace" autocomplete="off" /></label>
        <label>
          Email address
          <input
            name="email"
            required
            maxlength="254"
            inputmode="email"
            placeholder="ada@example.com"
            autocomplete="off"
          />
        </label>
        <p class="quiet">Emails stay on this machine, in the inbox.</p>
        <button type="submit" class="button primary">Onboard</button>
      </form>
    </details>
    <p class="quiet roles" id="roles">${nameOf(LOCAL.requester)} requests it; ${nameOf(LOCAL.admin)} approves.</p>`;
}

/** The scenes of the tour, one press each, and the explanation of the last one. */
export function guidedTour({ tour: { playing, seen } }: Look): Html {
  const button = ({ id, label }: (typeof SCENES)[number]) =>
    html`<button
      type="button"
      class="button"
      id="scene-${id}"
      data-action="tour"
      data-scene="${id}"
      ${id === playing ? html`aria-busy="true"` : ""}
      ${id === seen?.scene ? html`aria-describedby="seen"` : ""}
    >
      ${label}
    </button>`;
  const scene = SCENES.find(({ id }) => id === (playing ?? seen?.scene));
  return html`<div class="tour" id="scenes" role="group" aria-label="Guided tour">
      <span class="quiet">Watch</span> ${SCENES.map(button)}
    </div>
    <p class="seen ${playing ? "playing" : ""}" id="seen" role="status">
      ${scene ? html`<strong>${scene.label}.</strong> ${seen?.text ?? "Watch the panes; the explanation follows here."}` : ""}
    </p>`;
}

/** The service's clock; the page's script updates it. */
export function clockFace({ now }: Look): Html {
  return html`<p class="face" id="face">${time(new Date(now), "{date_short} {time_secs}")}</p>`;
}

/** The buttons that move the clock. */
export function clockButtons({ selected, ahead, isTimePassing }: Look): Html {
  const times = timesOf(selected?.line ?? { waitsFor: [] });
  const button = (to: string, label: string, isPossible: boolean) =>
    html`<button
      type="button"
      class="button"
      id="time-${to}"
      data-action="time"
      data-to="${to}"
      data-execution="${selected?.id ?? ""}"
      ${isPossible ? "" : html`aria-disabled="true"`}
      ${isTimePassing ? html`aria-busy="true"` : ""}
    >
      ${label}
    </button>`;
  return html`<div class="clock" id="clock" role="group" aria-label="Time">
    ${button("reminder", "To the reminder", times.reminder !== undefined)}
    ${button("expiry", "To expiry", times.expiry !== undefined)} ${button("hour", "+1 h", true)}
    ${ahead > 0 ? html`<span class="quiet">${duration(toMinutes(ahead))} ahead</span>` : ""}
  </div>`;
}

const toMinutes = (milliseconds: number) => Math.ceil(milliseconds / 60_000) * 60_000;

/** The faults, each part with the mode that it is in. */
export function faultSwitchboard({ faults }: Look): Html {
  return html`<div class="faults" id="faults" role="group" aria-label="Faults">
    ${FAULTS.map(({ part, label, modes }) => {
      const mode = faults.mode(part);
      const choice = ({ id, label: name }: { id: string; label: string }) =>
        html`<input
            type="radio"
            name="${part}"
            id="${part}-${id}"
            value="${id}"
            data-part="${part}"
            ${id === mode ? "checked" : ""}
          /><label for="${part}-${id}">${name}</label>`;
      return html`<fieldset class="${mode === "well" ? "" : "on"}">
        <legend>${label}</legend>
        ${modes.map(choice)}
      </fieldset>`;
    })}
  </div>`;
}

/** The fault of a part, or `otherwise` where it has none. */
export function condition({ faults }: Look, part: Part, otherwise: string): Html {
  const mode = faults.mode(part);
  const says = FAULTS.find((fault) => fault.part === part)?.modes.find(({ id }) => id === mode)?.says;
  return html`<p class="${says ? "fault" : ""}" id="condition-${part}">${says || otherwise}</p>`;
}
