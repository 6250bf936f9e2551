import { html } from "hono/html";
import type { Html } from "../../../packages/slack-local/src/live-page/html.ts";
import { time } from "../../../packages/slack-local/src/live-page/time.ts";
import type { Detail } from "../detail.ts";
import type { Invocation, Pending, Sleep } from "../timeline/model.ts";
import { duration } from "./words.ts";

const MOST_SEGMENTS = 60;

/** An execution's whole life in one bar, sleep compressed, and its next wake-up. */
export function life({ id, line }: Detail, now: number): Html {
  const { spans, startedAt, endedAt, waitsFor } = line;
  const left = Math.max(0, spans.length - MOST_SEGMENTS);
  const deadline = endedAt === undefined ? latest(waitsFor.map(({ until }) => until)) : undefined;
  return html`<div class="life" id="life-${id}">
    <ol class="bars" aria-label="Its life, sleep compressed">
      ${left > 0 ? html`<li class="before w3" title="${left} earlier spans"><span>…</span></li>` : ""}
      ${spans.slice(left).map((span) => segment(span, now))}
      ${
        deadline === undefined
          ? ""
          : html`<li class="ahead w3" title="Until it expires, if nobody decides"><span>ahead</span></li>`
      }
    </ol>
    <p class="ends">
      ${time(new Date(startedAt), "{stamp}")}
      ${endedAt === undefined ? countdown(spans.at(-1), waitsFor) : html`<span>${duration(endedAt - startedAt)} in all</span>`}
      ${endedAt === undefined ? (deadline === undefined ? "" : time(new Date(deadline), "{stamp}")) : time(new Date(endedAt), "{stamp}")}
    </p>
  </div>`;
}

function segment(span: Invocation | Sleep, now: number): Html {
  const milliseconds = Math.max(0, (span.endedAt ?? now) - span.startedAt);
  if (span.type === "invocation") {
    const text = span.failure
      ? `Invocation ${span.number} died`
      : `Invocation ${span.number}, awake ${duration(milliseconds)}`;
    return html`<li class="awake ${span.failure ? "died" : ""} w${awakeWidth(milliseconds)}" title="${text}">
      <span class="hidden">${text}</span>
    </li>`;
  }
  if (span.endedAt === undefined) {
    return html`<li class="asleep now w${sleepWidth(milliseconds)}" title="Asleep"><span>asleep</span></li>`;
  }
  const text = `${span.isBackoff ? "paused" : "asleep"} ${duration(milliseconds)}`;
  return html`<li class="asleep w${sleepWidth(milliseconds)}" title="${text}"><span>${text}</span></li>`;
}

/** Counts down to the next timer of an execution that sleeps; the page's script updates it. */
function countdown(last: Invocation | Sleep | undefined, waitsFor: readonly Pending[]): Html {
  if (last?.type !== "sleep") {
    return html`<span>awake now</span>`;
  }
  const next = waitsFor
    .filter(({ until }) => until !== undefined)
    .toSorted((one, other) => (one.until ?? 0) - (other.until ?? 0))[0];
  return next?.until === undefined
    ? html`<span>asleep</span>`
    : html`<span class="countdown"
        >next wake-up in <time datetime="${new Date(next.until).toISOString()}" data-until="${next.until}"></time>,
        ${purpose(next)}</span
      >`;
}

/** What it will wake up to do, unless somebody decides before. */
function purpose({ operation, kind }: Pending): Html {
  switch (kind) {
    case "callback":
      return html`to expire`;
    case "wait":
      return html`to remind`;
    default:
      return html`to retry <span class="name">${operation}</span>`;
  }
}

const MOST_AWAKE = 4;
const MOST_ASLEEP = 12;

// Widths go by the logarithm: a tenth of a second stays visible beside a day.
const awakeWidth = (milliseconds: number) => within(Math.log10(milliseconds + 1), MOST_AWAKE);
const sleepWidth = (milliseconds: number) => within(2 * Math.log10(milliseconds + 1) - 4, MOST_ASLEEP);
const within = (width: number, most: number) => Math.min(most, Math.max(1, Math.round(width)));

function latest(moments: readonly (number | undefined)[]): number | undefined {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}
