import { html } from "hono/html";
import type { Html } from "../../../packages/slack-local/src/live-page/html.ts";
import { time } from "../../../packages/slack-local/src/live-page/time.ts";
import { addressOf, freeExamples } from "../examples.ts";
import { FAULTS, type Part } from "../faults.ts";
import type { Look } from "../look.ts";
import { timesOf } from "../moments.ts";
import { duration } from "./words.ts";

/** Starts an example; any other name can be given in Slack. */
export function starter({ onboardings }: Look): Html {
  const live = onboardings.filter(({ state }) => state === "pending" || state === "active");
  const names = freeExamples(new Set(live.map(({ email }) => email)));
  return html`<form class="start" id="start" data-deed="start">
    <label for="who">Onboard</label>
    <select id="who" name="name">
      ${names.map((name) => html`<option value="${name}" title="${addressOf(name)}">${name}</option>`)}
    </select>
    <button type="submit" class="button primary">Start</button>
  </form>`;
}

/** What the stand-ins' clock shows; the page's script lets it go on. */
export function clockFace({ now }: Look): Html {
  return html`<p class="face" id="face">${time(new Date(now), "{date_short} {time_secs}")}</p>`;
}

/** What moves the clock. */
export function clockButtons({ selected, ahead, isTimePassing }: Look): Html {
  const times = timesOf(selected?.line ?? { waitsFor: [] });
  const button = (to: string, label: string, isPossible: boolean) =>
    html`<button
      type="button"
      class="button"
      id="time-${to}"
      data-deed="time"
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

/** What can go wrong, each part with the mode that it is in. */
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

/** What is the matter with a part; what else there is to say of it where all is well. */
export function condition({ faults }: Look, part: Part, otherwise: string): Html {
  const mode = faults.mode(part);
  const says = FAULTS.find((fault) => fault.part === part)?.modes.find(({ id }) => id === mode)?.says;
  return html`<p class="${says ? "fault" : ""}" id="condition-${part}">${says || otherwise}</p>`;
}
