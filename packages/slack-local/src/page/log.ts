import { html } from "hono/html";
import { type Conversation, type Ephemeral, isTopLevel, type Message } from "../state/conversations.ts";
import type { State } from "../state/state.ts";
import type { Html } from "../live-page/html.ts";
import { renderMessage, type Surroundings } from "./message.ts";

const AT_ONCE = 50;

/** Who looks at a conversation, and from which message on, by its `ts`; the last fifty are always shown. */
export interface View {
  user: string;
  from: string | undefined;
}

type Seen = Message | Ephemeral;

/** A conversation as one person sees it, oldest first: everyone's messages and their own private ones. */
export function renderLog(state: State, conversation: Conversation, { user, from }: View): Html {
  const channel = conversation.id;
  const theirs = state.ephemerals.filter((ephemeral) => ephemeral.to === user && ephemeral.channel === channel);
  // As text, since all have the same number of digits: a number out of each would take longer than to render what is shown.
  const seen: Seen[] = [...conversation.messages, ...theirs].toSorted((a, b) => (a.ts < b.ts ? -1 : 1));
  const byThread = Map.groupBy(seen, ({ thread_ts }) => thread_ts);

  const around = (message: Seen, broadcastOf?: Message): Surroundings => ({
    directory: state.directory,
    channel,
    onlyVisibleToYou: "to" in message,
    broadcastOf,
    problem: state.problems.get(`${user} ${message.ts}`),
    replies: (byThread.get(message.ts) ?? []).map((reply) => ({ message: reply, surroundings: around(reply) })),
  });
  const topLevel = seen.filter(isTopLevel);
  const asked = seen.find(({ ts }) => ts === from);
  const first = firstShown(topLevel, asked?.thread_ts ?? asked?.ts);
  return html`${first > 0 ? toEarlier(topLevel, first, { as: user, in: channel }) : ""}
  ${topLevel.length === 0 ? html`<p class="empty" id="empty">No messages yet. Type a command below to begin.</p>` : ""}
  ${topLevel.slice(first).map((each) => renderMessage(each, around(each, parentOf(each, conversation))))}`;
}

/** The message that a reply answers which is shown in the channel as well. */
function parentOf({ thread_ts }: Seen, { messages }: Conversation): Message | undefined {
  return thread_ts === undefined ? undefined : messages.find(({ ts }) => ts === thread_ts);
}

/** The index of the first message that is shown. */
function firstShown(topLevel: readonly Seen[], ts: string | undefined): number {
  const last = Math.max(0, topLevel.length - AT_ONCE);
  const asked = topLevel.findIndex((message) => message.ts === ts);
  return asked === -1 ? last : Math.min(asked, last);
}

/** Leads to the fifty messages before the first one that is shown, with that one still in sight. */
function toEarlier(topLevel: readonly Seen[], first: number, place: { as: string; in: string }): Html {
  const ts = (index: number) => topLevel[Math.max(0, index)]?.ts ?? "";
  const query = new URLSearchParams({ ...place, from: ts(first - AT_ONCE) });
  return html`<p class="earlier" id="earlier">
    <a href="/?${query.toString()}#m-${ts(first)}">${first} earlier</a>
  </p>`;
}
