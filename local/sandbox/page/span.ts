import { html } from "hono/html";
import type { Html } from "../../../packages/slack-local/src/live-page/html.ts";
import { time } from "../../../packages/slack-local/src/live-page/time.ts";
import type { Invocation, Pending, Sleep } from "../timeline/model.ts";
import type { IsNew } from "./errors.ts";
import { icon } from "./icon.ts";
import { duration } from "./words.ts";
import { arrivalRow, reasonLine, startUpRow, workRow } from "./work.ts";

const SECONDS = "{stamp_secs}";

/** A span in which the function ran: what it replayed and what it did. */
export function invocationSpan(invocation: Invocation, id: string, now: number, isNew: IsNew): Html {
  const { number, startedAt, endedAt, failure, replayed, work, arrivals } = invocation;
  const end = endedAt ?? now;
  const ran = endedAt === undefined ? "running" : `ran ${duration(endedAt - startedAt)}`;
  return html`<li class="span invocation ${failure ? "died" : ""}" id="${id}">
    <h4>
      Invocation ${number} <span class="quiet">${time(new Date(startedAt), SECONDS)} · ${failure ? "died" : ran}</span>
    </h4>
    ${replayed.length > 0 ? replay(replayed, id) : ""}
    <ol>
      ${startUpRow(invocation, end)}
      ${arrivals.map((arrival, index) => arrivalRow(arrival, `${id}-arrival-${index}`, isNew))}
      ${work.map((each, index) => workRow(each, invocation, end, `${id}-work-${index}`, isNew))}
    </ol>
    ${failure ? reasonLine(failure, isNew) : ""}
  </li>`;
}

/** A span in which nothing ran: how long, what for, and what ended it. */
export function sleepSpan(sleep: Sleep, id: string, isNew: IsNew): Html {
  const { startedAt, endedAt, isBackoff, wokenBy, waitsFor } = sleep;
  const isOver = endedAt !== undefined;
  return html`<li class="span sleep ${isOver ? "over" : ""}" id="${id}">
    <h4>
      ${icon("sleep")} ${isBackoff ? "Paused" : "Asleep"}
      ${isOver ? duration(endedAt - startedAt) : html`since ${time(new Date(startedAt), SECONDS)}`}
    </h4>
    ${isBackoff ? html`<p class="quiet">Lambda waits briefly, then invokes the function again.</p>` : ""}
    ${
      isOver
        ? html`<ol>
            ${wokenBy.map((arrival, index) => arrivalRow(arrival, `${id}-arrival-${index}`, isNew))}
          </ol>`
        : html`<ul class="alarms">
            ${waitsFor.toSorted((a, b) => (a.until ?? Infinity) - (b.until ?? Infinity)).map(alarm)}
          </ul>`
    }
  </li>`;
}

/** One thing that will wake a sleeping execution. */
function alarm({ operation, kind, until, attempt = 1 }: Pending): Html {
  const moment = until === undefined ? "" : time(new Date(until), kind === "step" ? SECONDS : "{stamp} ({ago})");
  const name = html`<span class="name">${operation}</span>`;
  switch (kind) {
    case "callback":
      return operation.startsWith("letterbox-")
        ? html`<li>${name}: a nudge, a resend or a bounce wakes it</li>`
        : html`<li>${name}: a decision wakes it${moment ? html`, or ${moment} at the latest` : ""}</li>`;
    case "step":
      return html`<li>${name}: attempt ${attempt} at ${moment}</li>`;
    default:
      return html`<li>${name}: ${moment || "another function's end"} wakes it</li>`;
  }
}

function replay(names: string[], id: string): Html {
  return html`<details class="replay" data-key="${id}-replay">
    <summary id="${id}-replay">
      ${icon("replayed")} ${names.length} replayed
      <span class="quiet">their results were read, nothing ran twice</span>
    </summary>
    <p class="name">${names.join(", ")}</p>
  </details>`;
}
