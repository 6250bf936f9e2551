import { html } from "hono/html";
import { type Directory, directMessageId, type KnownPerson } from "../directory.ts";
import type { Conversation } from "../state/conversations.ts";
import type { State } from "../state/state.ts";
import type { Html } from "../live-page/html.ts";
import { renderLog } from "./log.ts";
import { renderHome, renderModal } from "./views.ts";

const STYLE_SHEETS = ["basics", "frame", "messages", "blocks", "controls", "dialogs", "phone"]; // as they apply

/** Who looks, and at which conversation; at the app's home tab where there is none. */
export interface Looking {
  user: string;
  conversation: Conversation | undefined;
  /** The first message to show, by its `ts`; the last fifty are shown at least. */
  from: string | undefined;
}

/** The whole page as one person sees it, at this time. */
export function renderDocument(state: State, { user, conversation, from }: Looking, now: Date): Html {
  const { directory } = state;
  const title = conversation ? titleOf(directory, conversation) : `${directory.app.name}: Home`;
  const modal = state.modals.get(user);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Slack stand-in</title>
        <link rel="stylesheet" href="/assets/live/base.css" />
        ${STYLE_SHEETS.map((name) => html`<link rel="stylesheet" href="/assets/slack/${name}.css" />`)}
        <link rel="icon" href="data:," />
        <script type="module" src="/assets/slack/page.js"></script>
      </head>
      <body data-user="${user}" data-channel="${conversation?.id ?? ""}" data-now="${now.getTime()}">
        <a class="skip" href="#stage">Skip to the conversation</a>
        <header class="bar">
          <p class="workspace">${directory.team.name} <span class="quiet">Slack stand-in</span></p>
          ${chooser(directory, user)}
        </header>
        <nav aria-label="Conversations">${navigation(state, user, conversation?.id)}</nav>
        <main id="stage" tabindex="-1">
          <h1>${title}</h1>
          ${
            conversation
              ? html`<div id="log" role="log" aria-label="Messages" tabindex="0">
                    ${renderLog(state, conversation, { user, from })}
                  </div>
                  ${composer(directory, title)}`
              : html`<div id="log">${renderHome(state, user)}</div>`
          }
        </main>
        <div id="modals">${modal ? renderModal(state, modal) : ""}</div>
        <p id="notice" role="status"></p>
      </body>
    </html>`;
}

function titleOf({ app }: Directory, { kind, name }: Conversation): string {
  return kind === "channel" ? `# ${name}` : `${app.name}: Messages`;
}

function chooser(directory: Directory, user: string): Html {
  const option = (person: KnownPerson) =>
    html`<option value="${person.id}" ${person.id === user ? "selected" : ""}>
      ${person.name}${directory.isForeign(person) ? " (other team)" : ""}
    </option>`;
  return html`<label class="chooser"
    >You are:
    <select id="person">
      ${directory.people.map(option)}
    </select></label
  >`;
}

function navigation({ conversations, directory }: State, user: string, current: string | undefined): Html {
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
      ${directory.channels.map(({ id, name }) => link(id, `# ${name}`))}
    </ul>
    <h2 id="app">${directory.app.name}</h2>
    <ul aria-labelledby="app">
      ${link(direct, "Messages", conversations.get(direct)?.messages.length)} ${link("home", "Home")}
    </ul>`;
}

function composer({ app }: Directory, title: string): Html {
  const [command] = app.commands;
  return html`<form id="composer">
    <label class="hidden" for="command">Command in ${title}</label>
    <input
      id="command"
      name="command"
      autocomplete="off"
      spellcheck="false"
      data-command="${command?.name ?? ""}"
      placeholder="${command ? `${command.name} ${command.usageHint}`.trim() : "The app has no commands"}"
    />
    <button class="button solid primary" type="submit" disabled>Send</button>
  </form>`;
}

/** The person and the place that an address names; the first of each where it names none. */
export function lookingAt(
  { conversations, directory }: State,
  query: { as?: string; in?: string; from?: string },
): Looking {
  const user = (directory.personOf(query.as ?? "") ?? directory.firstPerson).id;
  const place = query.in ?? directory.firstChannel.id;
  if (place === "home") {
    return { user, conversation: undefined, from: undefined };
  }
  // Someone else's direct messages are shown as one's own: the address stays when another person is chosen.
  const id = place.startsWith("D") ? directMessageId(user) : place;
  return {
    user,
    conversation: conversations.get(id) ?? conversations.get(directory.firstChannel.id),
    from: query.from,
  };
}
