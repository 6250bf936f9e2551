import { html } from "hono/html";
import type { Html } from "../../../packages/slack-local/src/live-page/html.ts";
import type { Detail, Look } from "../look.ts";
import { badge } from "./badge.ts";
import { invocationSpan, sleepSpan } from "./span.ts";
import { time } from "../../../packages/slack-local/src/live-page/time.ts";
import { story } from "./story.ts";
import { duration, pretty, share } from "./words.ts";

/** Who it is about, where it stands, and how little of its life it ran. */
export function summary({ selected, asked, now }: Look): Html {
  if (!selected) {
    return asked.execution === undefined ? html`` : missing();
  }
  const { id, name, state, execution: row } = selected;
  const told = story(selected);
  return html`<header id="summary-${id}" data-says="${name}: ${state}. ${told}">
    <div class="who-it-is">
      <h3>${name || row.name} ${badge(state)}</h3>
      ${cardLink(selected)}
    </div>
    <p>${told}</p>
    ${figures(selected, now)}
  </header>`;
}

/** What it did and what it waits for, in the order in which it happened. */
export function spans({ selected, now }: Look): Html {
  if (!selected) {
    return html``;
  }
  const { line } = selected;
  return html`${line.spans.map((span, index) =>
    span.type === "invocation" ? invocationSpan(span, `span-${index}`, now) : sleepSpan(span, `span-${index}`),
  )}
  ${line.endedAt === undefined ? "" : end(selected)}`;
}

/** Shows the card in the pane beside. */
function cardLink({ profile, execution: { arn } }: Detail): Html | "" {
  const card = (profile?.["execution"] === arn ? profile["card"] : undefined) as { permalink?: string } | undefined;
  const permalink = card?.permalink;
  return permalink ? html`<a id="to-card" href="${permalink}" target="slack" data-pane="slack">Show its card</a>` : "";
}

function figures({ line, profile, execution: { arn } }: Detail, now: number): Html {
  const whole = (line.endedAt ?? now) - line.startedAt;
  const asleep = Math.max(0, whole - line.awakeMilliseconds);
  const figure = (term: string, value: string) =>
    html`<div>
      <dt>${term}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`<dl class="figures">
    ${profile?.["execution"] === arn ? figure("Profile", words(String(profile["status"]))) : ""}
    ${figure("Invocations", String(line.invocations))} ${figure("Awake", duration(line.awakeMilliseconds))}
    ${line.endedAt === undefined ? "" : html`${figure("Took", duration(whole))} ${figure("Asleep", share(asleep, whole))}`}
  </dl>`;
}

function end({ execution: { status, error }, line }: Detail): Html {
  const { ErrorType = "", ErrorMessage = "" } = error ? JSON.parse(error) : {};
  return html`<li class="span end ${status === "SUCCEEDED" ? "" : "died"}" id="end" data-at="${line.endedAt}">
    <h4>Ended <span class="quiet">${time(new Date(line.endedAt ?? 0), "{time_secs}")} · ${words(status)}</span></h4>
    ${ErrorType ? html`<p class="reason">${ErrorType}: ${ErrorMessage}</p>` : ""}
  </li>`;
}

function words(status: string): string {
  return status.replaceAll("_", " ").toLowerCase();
}

/** What the execution was given, what it gave, and the profile as it is stored. */
export function papers({ selected }: Look): Html {
  if (!selected) {
    return html``;
  }
  const { id, execution: row, profile } = selected;
  const { arn, input, result } = row;
  const paper = (key: string, title: string, json: string) =>
    html`<details data-key="${key}" class="paper">
      <summary id="paper-${key}">${title}</summary>
      <pre tabindex="0">${pretty(json)}</pre>
    </details>`;
  const isLater = profile !== undefined && profile["execution"] !== arn;
  return html`<div class="papers" id="papers-${id}">
    ${profile ? paper("profile", isLater ? "Profile, by now a later onboarding's" : "Profile", JSON.stringify(profile)) : ""}
    ${paper("input", "Input", input)} ${result ? paper("result", "Result", result) : ""}
    <p class="quiet arn">${arn}</p>
  </div>`;
}

function missing(): Html {
  return html`<p class="empty" id="missing">
    There is no such execution here. It may be of another run; choose one from the list.
  </p>`;
}
