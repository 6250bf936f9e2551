import { html } from "hono/html";
import { type Conversation, isTopLevel, type Message } from "../state/conversations.ts";
import type { State } from "../state/state.ts";
import type { Html } from "../live-page/html.ts";
import { renderMessage, type Surroundings } from "./message.ts";

const AT_ONCE = 50;

/** Who looks at a conversation, and from which message on, by its `ts`; the last fifty are always shown. */
export interface View {
  user: string;
  from: string | undefined;
}

interface Seen {
  message: Message;
  onlyVisibleToYou: boolean;
}

/** A conversation as one person sees it, oldest first: everyone's messages and their own private ones. */
export function renderLog(state: State, conversation: Conversation, { user, from }: View): Html {
  const channel = conversation.id;
  const seen: Seen[] = [
    ...conversation.messages.map((message) => ({ message, onlyVisibleToYou: false })),
    ...state.ephemerals
      .filter((ephemeral) => ephemeral.to === user && ephemeral.channel === channel)
      .map((message) => ({ message, onlyVisibleToYou: true })),
  ].toSorted((a, b) => Number(a.message.ts) - Number(b.message.ts));
  const byThread = Map.groupBy(seen, ({ message }) => message.thread_ts);

  const around = ({ message, onlyVisibleToYou }: Seen, broadcastOf?: Message): Surroundings => ({
    directory: state.directory,
    channel,
    onlyVisibleToYou,
    broadcastOf,
    problem: state.problems.get(`${user} ${message.ts}`),
    replies: (byThread.get(message.ts) ?? []).map((reply) => ({ message: reply.message, surroundings: around(reply) })),
  });
  const topLevel = seen.filter(({ message }) => isTopLevel(message));
  const asked = seen.find(({ message }) => message.ts === from)?.message;
  const first = firstShown(topLevel, asked?.thread_ts ?? asked?.ts);
  return html`${first > 0 ? toEarlier(topLevel, first, { as: user, in: channel }) : ""}
  ${topLevel.length === 0 ? html`<p class="empty" id="empty">No messages yet. Type a command below to begin.</p>` : ""}
  ${topLevel.slice(first).map((each) => renderMessage(each.message, around(each, parentOf(each, conversation))))}`;
}

/** The message that a reply answers which is shown in the channel as well. */
function parentOf({ message }: Seen, { messages }: Conversation): Message | undefined {
  return message.thread_ts === undefined ? undefined : messages.find(({ ts }) => ts === message.thread_ts);
}

/** The index of the first message that is shown. */
function firstShown(topLevel: readonly Seen[], ts: string | undefined): number {
  const last = Math.max(0, topLevel.length - AT_ONCE);
  const asked = topLevel.findIndex(({ message }) => message.ts === ts);
  return asked === -1 ? last : Math.min(asked, last);
}

/** Leads to the fifty messages before the first one that is shown, with that one still in sight. */
function toEarlier(topLevel: readonly Seen[], first: number, place: { as: string; in: string }): Html {
  const ts = (index: number) => topLevel[Math.max(0, index)]?.message.ts ?? "";
  const query = new URLSearchParams({ ...place, from: ts(first - AT_ONCE) });
  return html`<p class="earlier" id="earlier">
    <a href="/?${query.toString()}#m-${ts(first)}">${first} earlier</a>
  </p>`;
}
