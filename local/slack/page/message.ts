import { html } from "hono/html";
import { displayName } from "../identities.ts";
import type { Message } from "../state/conversations.ts";
import { avatar } from "./avatar.ts";
import { renderBlocks } from "./blocks.ts";
import type { Html } from "../../page/html.ts";
import { mrkdwn } from "./mrkdwn.ts";
import { momentOf, time } from "../../page/time.ts";

/** What stands around a message: who alone sees it, what went wrong with it, and its replies. */
export interface Surroundings {
  channel: string;
  onlyVisibleToYou?: boolean;
  trouble?: string | undefined;
  replies?: { message: Message; surroundings: Surroundings }[];
}

/** One message as Slack would show it, with its thread folded below it. */
export function renderMessage(message: Message, around: Surroundings): Html {
  const { ts, user, bot_id, blocks, text, edited } = message;
  return html`<article
    class="message ${around.onlyVisibleToYou ? "private" : ""}"
    id="m-${ts}"
    data-ts="${ts}"
    data-channel="${around.channel}"
    tabindex="-1"
  >
    ${avatar(user)}
    <div class="body">
      ${around.onlyVisibleToYou ? html`<p class="only-you">Only visible to you</p>` : ""}
      <p class="byline">
        <strong>${displayName(user)}</strong>${bot_id ? html` <span class="badge">App</span>` : ""}
        ${time(momentOf(ts), "{stamp}")}${edited ? html` <span class="quiet">(edited)</span>` : ""}
      </p>
      ${blocks ? renderBlocks(blocks) : html`<div class="text">${mrkdwn(text)}</div>`}
      ${around.trouble ? html`<p class="trouble" role="alert">${around.trouble}</p>` : ""}
      ${around.onlyVisibleToYou ? html`<button type="button" class="link" data-dismiss="${ts}">Dismiss</button>` : ""}
      ${around.replies?.length ? thread(ts, around.replies) : ""}
    </div>
  </article>`;
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
