import { html } from "hono/html";
import type { Html } from "../../../packages/slack-local/src/live-page/html.ts";
import { time } from "../../../packages/slack-local/src/live-page/time.ts";
import type { Arrival, Failure, Invocation, Work } from "../timeline/model.ts";
import type { IsNew } from "./errors.ts";
import { icon } from "./icon.ts";
import { duration, pretty } from "./words.ts";

const SECONDS = "{stamp_secs}";
const LEAST_START_UP_MILLISECONDS = 10;

/** What an invocation did, one line each; `end` is when it ended, or now. */
export function workRow(work: Work, { startedAt }: Invocation, end: number, key: string, isNew: IsNew): Html {
  const { operation, outcome, attempt = 1, failure, result } = work;
  const line = html`${icon(outcome)}
    <span class="what"
      ><span class="name">${operation}</span
      >${attempt > 1 ? html` <span class="quiet">attempt ${attempt}</span>` : ""}</span
    >
    ${bar(work, startedAt, end)}<span class="outcome">${said(work)}</span>`;
  const reason = failure ? reasonLine(failure, isNew) : "";
  return html`<li class="work ${outcome}" data-at="${work.endedAt ?? work.startedAt}">
    ${foldable(line, result, key)} ${reason}
  </li>`;
}

/** A callback that was answered, or a timer that fired. */
export function arrivalRow(arrival: Arrival, key: string, isNew: IsNew): Html {
  const { operation, at, failure, result } = arrival;
  const line = html`${icon("arrived")}
    <span class="what"><span class="name">${operation}</span> ${wordFor(arrival)}</span>
    <span class="outcome">${time(new Date(at), SECONDS)}</span>`;
  const reason = failure && arrival.outcome === "failed" ? reasonLine(failure, isNew) : "";
  return html`<li class="work arrival" data-at="${at}">${foldable(line, result, key)} ${reason}</li>`;
}

/** The line; it folds out to show the result, if there is one. */
function foldable(line: Html, result: string | undefined, key: string): Html {
  return result
    ? html`<details data-key="${key}">
        <summary id="${key}" class="line">${line}</summary>
        <pre tabindex="0">${pretty(result)}</pre>
      </details>`
    : html`<div class="line">${line}</div>`;
}

/** When in the invocation it ran. */
function bar(work: Work, from: number, end: number): Html {
  const { endedAt = end, startedAt = endedAt, outcome } = work;
  const whole = Math.max(1, end - from);
  const left = Math.min(98, ((startedAt - from) / whole) * 100);
  const width = Math.max(2, ((endedAt - startedAt) / whole) * 100);
  return html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" y="2.5" width="100" height="1" />
    <rect class="${outcome}" x="${left.toFixed(1)}" width="${Math.min(width, 100 - left).toFixed(1)}" height="6" />
  </svg>`;
}

function said({ outcome, kind, startedAt, endedAt, until }: Work): string {
  const span = until === undefined || endedAt === undefined ? "" : duration(until - endedAt);
  switch (outcome) {
    case "done":
      return startedAt === undefined || endedAt === undefined ? "done" : duration(endedAt - startedAt);
    case "failed":
      return "failed for good";
    case "interrupted":
      return "cut off";
    case "opened":
      return span ? `${kind === "callback" ? "open for" : "for"} ${span}` : "open";
    case "retried":
      return `again in ${span}`;
    case "running":
      return "running";
  }
}

function wordFor({ kind, outcome }: Arrival): string {
  if (kind === "wait") {
    return "is over";
  }
  return outcome === "succeeded" ? "was answered" : outcome;
}

/** Why it failed, in full the first time only. */
export function reasonLine({ name, message }: Failure, isNew: IsNew): Html {
  if (!isNew({ name, message })) {
    return html`<p class="reason again">${name}, as before</p>`;
  }
  return html`<p class="reason">${message ? `${name}: ${message}` : name}</p>`;
}

/** What the runtime did before the function's first operation: load it, and read what is recorded. */
export function startUpRow({ startedAt, number, work, replayed }: Invocation, end: number): Html | "" {
  const first = Math.min(...work.flatMap((each) => each.startedAt ?? []));
  if (!Number.isFinite(first) || first - startedAt < LEAST_START_UP_MILLISECONDS) {
    return "";
  }
  const startUp = { operation: "", kind: "step", startedAt, endedAt: first, outcome: "done" } as const;
  const name = replayed.length > 0 ? "start and replay" : "runtime start-up";
  return html`<li class="work start-up" id="start-up-${number}">
    <div class="line">
      ${icon("running")} <span class="what quiet">${name}</span> ${bar(startUp, startedAt, end)}<span class="outcome"
        >${duration(first - startedAt)}</span
      >
    </div>
  </li>`;
}
