import { html } from "hono/html";
import { APP, CHANNELS, directMessageId, PEOPLE, type Person, personOf, TEAM } from "../identities.ts";
import type { Conversation } from "../state/conversations.ts";
import type { Workspace } from "../workspace.ts";
import { renderHome } from "./home.ts";
import type { Html } from "../../page/html.ts";
import { renderLog } from "./log.ts";
import { renderModal } from "./modal.ts";

const STYLE_SHEETS = ["basics", "frame", "messages", "blocks", "controls", "dialogs", "phone"]; // as they apply

/** Who looks, and at which conversation; at the app's home tab where there is none. */
export interface Looking {
  user: string;
  conversation: Conversation | undefined;
}

/** The whole page as one person sees it, at this time. */
export function renderDocument(workspace: Workspace, { user, conversation }: Looking, now: Date): Html {
  const title = conversation ? titleOf(conversation) : `${APP.name}: Home`;
  const modal = workspace.modals.get(user);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Slack stand-in</title>
        <link rel="stylesheet" href="/assets/page/style/base.css" />
        ${STYLE_SHEETS.map((name) => html`<link rel="stylesheet" href="/assets/slack/page/style/${name}.css" />`)}
        <link rel="icon" href="data:," />
        <script type="module" src="/assets/slack/page/client/page.js"></script>
      </head>
      <body data-user="${user}" data-channel="${conversation?.id ?? ""}" data-now="${now.getTime()}">
        <a class="skip" href="#stage">Skip to the conversation</a>
        <header class="bar">
          <p class="workspace">${TEAM.name} <span class="quiet">Slack stand-in</span></p>
          ${chooser(user)}
        </header>
        <nav aria-label="Conversations">${navigation(workspace, user, conversation?.id)}</nav>
        <main id="stage" tabindex="-1">
          <h1>${title}</h1>
          ${
            conversation
              ? html`<div id="log" role="log" aria-label="Messages" tabindex="0">
                    ${renderLog(workspace, conversation, user)}
                  </div>
                  ${composer(title)}`
              : html`<div id="log">${renderHome(workspace, user)}</div>`
          }
        </main>
        <div id="modals">${modal ? renderModal(workspace, modal) : ""}</div>
        <p id="notice" role="status"></p>
      </body>
    </html>`;
}

function titleOf({ kind, name }: Conversation): string {
  return kind === "channel" ? `# ${name}` : `${APP.name}: Messages`;
}

function chooser(user: string): Html {
  const option = ({ id, name, teamId }: Person) =>
    html`<option value="${id}" ${id === user ? "selected" : ""}>
      ${name}${teamId === TEAM.id ? "" : " (other team)"}
    </option>`;
  return html`<label class="chooser"
    >You are:
    <select id="person">
      ${PEOPLE.map(option)}
    </select></label
  >`;
}

function navigation({ conversations }: Workspace, user: string, current: string | undefined): Html {
  const link = (place: string, label: string, count = 0) => {
    const isCurrent = (current ?? "home") === place;
    return html`<li id="to-${place}">
      <a href="/?as=${user}&in=${place}" ${isCurrent ? html`aria-current="page"` : ""}>
        ${label}${count > 0 ? html` <span class="count">${count}</span>` : ""}
      </a>
    </li>`;
  };
  const direct = directMessageId(user);
  return html`<h2 id="channels">Channels</h2>
    <ul aria-labelledby="channels">
      ${CHANNELS.map(({ id, name }) => link(id, `# ${name}`))}
    </ul>
    <h2 id="app">${APP.name}</h2>
    <ul aria-labelledby="app">
      ${link(direct, "Messages", conversations.get(direct)?.messages.length)} ${link("home", "Home")}
    </ul>`;
}

function composer(title: string): Html {
  return html`<form id="composer">
    <label class="hidden" for="command">Command in ${title}</label>
    <input
      id="command"
      name="command"
      autocomplete="off"
      spellcheck="false"
      placeholder="/onboard ada@example.com Ada Lovelace"
    />
    <button class="button solid primary" type="submit" disabled>Send</button>
  </form>`;
}

/** The person and the place that an address names; the first of each where it names none. */
export function lookingAt({ conversations }: Workspace, query: { as?: string; in?: string }): Looking {
  const user = personOf(query.as ?? "")?.id ?? PEOPLE[0].id;
  const place = query.in ?? CHANNELS[0].id;
  if (place === "home") {
    return { user, conversation: undefined };
  }
  // Someone else's direct messages are shown as one's own: the address stays when another person is chosen.
  const id = place.startsWith("D") ? directMessageId(user) : place;
  return { user, conversation: conversations.get(id) ?? conversations.get(CHANNELS[0].id) };
}
