import { html } from "hono/html";
import type { Html } from "../../../packages/slack-local/src/live-page/html.ts";
import { EXAMPLES } from "../examples.ts";
import type { Look } from "../look.ts";
import { clockButtons, clockFace, condition, faultSwitchboard, guidedTour, starter } from "./controls.ts";
import { papers, spans, summary } from "./execution.ts";
import { mailList, openMail } from "./inbox.ts";
import { listFilter, onboardingList } from "./list.ts";

const STYLE_SHEETS = [
  "basics",
  "frame",
  "controls",
  "inbox",
  "list",
  "summary",
  "life",
  "price",
  "timeline",
  "work",
  "narrow",
]; // as they apply

/** The whole page: what the admin, the new user and the engineer see, side by side. */
export function renderDocument(look: Look): Html {
  const isEmpty = look.onboardings.length === 0;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${documentTitle(look)}</title>
        <link rel="stylesheet" href="/assets/packages/slack-local/assets/live/base.css" />
        ${STYLE_SHEETS.map((name) => html`<link rel="stylesheet" href="/assets/local/sandbox/style/${name}.css" />`)}
        <link rel="icon" href="data:," />
        <script type="module" src="/assets/local/sandbox/client/page.js"></script>
      </head>
      <body data-now="${look.now}" data-pane="slack">
        <header class="top">
          <div class="title">
            <h1>Durable onboarding</h1>
            <p>
              New users confirm by email, or an admin approves in Slack; the first decision wins. Until then, the
              workflow sleeps.
            </p>
          </div>
          <div class="starter" id="starter" data-live>${starter(look)}</div>
        </header>
        <nav class="tabs" aria-label="Panes">
          <a href="#slack">Slack</a> <a href="#inbox">Inbox</a> <a href="#execution">Execution</a>
          <a href="#controls">Controls</a>
        </nav>
        <main>
          <section class="controls" id="controls" aria-label="Time, faults and tour">
            <div class="time">
              ${clockFace(look)}
              <div id="clocks" data-live>${clockButtons(look)}</div>
            </div>
            <div id="switches" data-live>${faultSwitchboard(look)}</div>
            <div class="guide" id="guide" data-live>${guidedTour(look)}</div>
          </section>
          <section class="pane slack" id="slack" aria-labelledby="slack-title">
            <header class="pane-title">
              <h2 id="slack-title">Slack</h2>
              <div id="slack-condition" data-live>${condition(look, "slack", "what an admin sees")}</div>
              <a href="${look.slackUrl}" target="_blank" rel="noreferrer" aria-label="Open in a new tab: Slack"
                >Open in a new tab</a
              >
            </header>
            <iframe name="slack" title="Slack, as an admin sees it" src="${look.slackUrl}"></iframe>
          </section>
          <section class="pane inbox" id="inbox" aria-labelledby="inbox-title">
            <header class="pane-title">
              <h2 id="inbox-title">Inbox</h2>
              <div id="mail-condition" data-live>${condition(look, "mail", "what the new user receives")}</div>
            </header>
            <ul class="mails" id="mails" data-live aria-label="Emails">
              ${mailList(look)}
            </ul>
            <div class="open" id="open" data-live>${openMail(look)}</div>
          </section>
          <section class="pane execution" id="execution" aria-labelledby="execution-title">
            <header class="pane-title">
              <h2 id="execution-title">Execution</h2>
              <div id="function-condition" data-live>
                ${condition(look, "function", "what an engineer wants to know")}
              </div>
            </header>
            <div id="lesson" data-live>${isEmpty ? lesson : ""}</div>
            ${listFilter(look)}
            <ul class="onboardings" id="onboardings" data-live aria-label="Onboardings">
              ${onboardingList(look)}
            </ul>
            <div class="summary" id="summary" data-live>${summary(look)}</div>
            <div class="scroll" id="life" tabindex="0" role="region" aria-label="What it did">
              <ol class="timeline" id="timeline" data-live aria-label="Timeline">
                ${spans(look)}
              </ol>
              <div class="papers" id="papers" data-live>${papers(look)}</div>
            </div>
          </section>
        </main>
        <p id="stopped" role="alert" hidden>
          The local stack has stopped. Start it again with <code>npm start</code>; this page reconnects.
        </p>
        <p id="notice" role="status"></p>
        <p id="told" class="hidden" role="status"></p>
      </body>
    </html>`;
}

function documentTitle({ selected }: Look): string {
  return `${selected ? `${selected.name}: ${selected.state} · ` : ""}Durable onboarding`;
}

/** The first steps. */
const lesson = html`<div class="lesson" id="first">
  <h3>Nothing is running yet</h3>
  <ol>
    <li>Start an onboarding, here or with <code>/onboard</code> in Slack.</li>
    <li>A card appears in Slack and an email in the inbox. The execution falls asleep.</li>
    <li>Press <strong>Verify</strong>, or follow the link in the email, and watch it wake.</li>
  </ol>
  <button type="button" class="button primary" id="try" data-action="start" data-name="${EXAMPLES[0]}">
    Onboard ${EXAMPLES[0]}
  </button>
  <p class="quiet">Or watch one of the scenes above; each ends with a short explanation.</p>
</div>`;
