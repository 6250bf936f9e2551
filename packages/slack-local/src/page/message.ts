import { html } from "hono/html";
import type { Directory } from "../directory.ts";
import type { Message } from "../state/conversations.ts";
import { renderBlocks } from "./blocks.ts";
import type { Html } from "../live-page/html.ts";
import { mrkdwn } from "./mrkdwn.ts";
import { momentOf, time } from "../live-page/time.ts";

/** What is shown around a message: whether it is private, what went wrong with it, and its replies. */
export interface Surroundings {
  directory: Directory;
  channel: string;
  onlyVisibleToYou?: boolean;
  problem?: string | undefined;
  /** What a reply answers, where it is shown outside of its thread. */
  broadcastOf?: Message | undefined;
  replies?: { message: Message; surroundings: Surroundings }[];
}

/** What messages showed by themselves when they were last rendered: of fifty on a page, a change concerns one or two. */
const rendered = new WeakMap<Message, { text: Message["text"]; blocks: unknown; edited: unknown; page: Html }>();

/** One message as Slack would show it, with its thread folded below it. */
export function renderMessage(message: Message, around: Surroundings): Html {
  if (around.problem || around.broadcastOf || around.replies?.length) {
    return render(message, around);
  }
  const { text, blocks, edited } = message;
  const known = rendered.get(message);
  if (known?.text === text && known.blocks === blocks && known.edited === edited) {
    return known.page;
  }
  const page = render(message, around);
  rendered.set(message, { text, blocks, edited, page });
  return page;
}

function render(message: Message, around: Surroundings): Html {
  const { directory } = around;
  const { ts, user, bot_id, blocks, text, edited } = message;
  return html`<article
    class="message ${around.onlyVisibleToYou ? "private" : ""}"
    id="${around.broadcastOf ? "b" : "m"}-${ts}"
    data-ts="${ts}"
    data-channel="${around.channel}"
    tabindex="-1"
  >
    ${avatar(directory, user)}
    <div class="body">
      ${around.onlyVisibleToYou ? html`<p class="only-you">Only visible to you</p>` : ""}
      <p class="byline">
        <strong>${directory.displayName(user)}</strong>${bot_id ? html` <span class="badge">App</span>` : ""}
        ${time(momentOf(ts), "{stamp}")}${edited ? html` <span class="quiet">(edited)</span>` : ""}
      </p>
      ${around.broadcastOf ? answering(around.broadcastOf, directory) : ""}
      ${blocks ? renderBlocks(blocks, directory) : html`<div class="text">${mrkdwn(text, directory)}</div>`}
      ${around.problem ? html`<p class="problem" role="alert">${around.problem}</p>` : ""}
      ${around.onlyVisibleToYou ? html`<button type="button" class="link" data-dismiss="${ts}">Dismiss</button>` : ""}
      ${around.replies?.length ? thread(ts, around.replies) : ""}
    </div>
  </article>`;
}

/** Above a reply in the channel, as Slack has it. */
function answering({ ts, text }: Message, directory: Directory): Html {
  return html`<p class="answering">
    replied to <a href="#m-${ts}">a thread</a>: ${mrkdwn(text.split("\n")[0] ?? "", directory)}
  </p>`;
}

function thread(ts: string, replies: NonNullable<Surroundings["replies"]>): Html {
  const last = replies.at(-1);
  const isForYou = replies.some(({ surroundings }) => surroundings.onlyVisibleToYou);
  return html`<details class="thread" data-key="thread-${ts}" ${isForYou ? "open" : ""}>
    <summary>
      ${replies.length === 1 ? "1 reply" : `${replies.length} replies`}
      <span class="quiet">${last ? time(momentOf(last.message.ts), "last {stamp}", "") : ""}</span>
    </summary>
    ${replies.map((reply) => renderMessage(reply.message, reply.surroundings))}
  </details>`;
}

const HUES = 5;

/** The initials of a person or an app, in a colour of their own: decoration beside the name. */
function avatar({ app, displayName }: Directory, id: string): Html {
  const name = displayName(id);
  const initials = name.replaceAll(/(?<initial>\p{L})\p{L}*\s*/gu, "$<initial>").slice(0, 2);
  const hue = Array.from(id).reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % HUES;
  return html`<span class="avatar ${id === app.userId ? "app" : `hue-${hue}`}" aria-hidden="true">${initials}</span>`;
}
