import { html } from "hono/html";
import type { Html } from "../../../packages/slack-local/src/live-page/html.ts";
import type { Detail } from "../detail.ts";
import type { Look } from "../look.ts";
import { badge } from "./badge.ts";
import { life } from "./life.ts";
import { price } from "./price.ts";
import { invocationSpan, sleepSpan } from "./span.ts";
import { address } from "./address.ts";
import { newErrors } from "./errors.ts";
import { time } from "../../../packages/slack-local/src/live-page/time.ts";
import { story } from "./story.ts";
import { pretty } from "./words.ts";

const LAST_SPANS = 40;
const SECONDS = "{stamp_secs}";

/** The user, the state, the bar and the cost. */
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
    ${life(selected, now)} ${price(selected, now)}
  </header>`;
}

/** What the execution did and waits for, in order. */
export function spans({ selected, asked, now }: Look): Html {
  if (!selected) {
    return html``;
  }
  const { line } = selected;
  const earlier = asked.spans === "all" ? 0 : Math.max(0, line.spans.length - LAST_SPANS);
  const isNew = newErrors();
  const items = line.spans.map((span, index) =>
    span.type === "invocation"
      ? invocationSpan(span, `span-${index}`, now, isNew)
      : sleepSpan(span, `span-${index}`, isNew),
  );
  return html`${
    earlier > 0
      ? html`<li class="span more" id="more">
          <a id="to-spans" href="${address({ ...asked, spans: "all" })}" data-soft>${earlier} earlier</a>
        </li>`
      : ""
  }
  ${items.slice(earlier)} ${line.endedAt === undefined ? "" : end(selected)}`;
}

/** Links to the card in the Slack pane. */
function cardLink({ profile, execution: { arn } }: Detail): Html | "" {
  const card = (profile?.["execution"] === arn ? profile["card"] : undefined) as { permalink?: string } | undefined;
  const permalink = card?.permalink;
  return permalink ? html`<a id="to-card" href="${permalink}" target="slack" data-pane="slack">Show its card</a>` : "";
}

function end({ execution: { status }, line }: Detail): Html {
  return html`<li class="span end ${status === "SUCCEEDED" ? "" : "died"}" id="end" data-at="${line.endedAt}">
    <h4>Ended <span class="quiet">${time(new Date(line.endedAt ?? 0), SECONDS)} · ${words(status)}</span></h4>
  </li>`;
}

function words(status: string): string {
  return status.replaceAll("_", " ").toLowerCase();
}

/** The execution's input and result, and the stored profile. */
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
    There is no such execution here. It may be from another run. Choose one from the list.
  </p>`;
}
