import { html } from "hono/html";
import type { Conversation, Message } from "../state/conversations.ts";
import type { State } from "../state/state.ts";
import type { Html } from "../live-page/html.ts";
import { renderMessage, type Surroundings } from "./message.ts";

/** A conversation as one person sees it: everyone's messages and their own private ones, oldest first. */
export function renderLog(state: State, conversation: Conversation, user: string): Html {
  const channel = conversation.id;
  const seen = [
    ...conversation.messages.map((message) => ({ message, onlyVisibleToYou: false })),
    ...state.ephemerals
      .filter((ephemeral) => ephemeral.to === user && ephemeral.channel === channel)
      .map((message) => ({ message, onlyVisibleToYou: true })),
  ].toSorted((a, b) => Number(a.message.ts) - Number(b.message.ts));

  const around = (message: Message, onlyVisibleToYou: boolean): Surroundings => ({
    directory: state.directory,
    channel,
    onlyVisibleToYou,
    problem: state.problems.get(`${user} ${message.ts}`),
    replies: seen
      .filter(({ message: reply }) => reply.thread_ts === message.ts && reply !== message)
      .map((reply) => ({ message: reply.message, surroundings: around(reply.message, reply.onlyVisibleToYou) })),
  });
  const shown = seen.filter(({ message }) => message.thread_ts === undefined);
  return shown.length === 0
    ? html`<p class="empty" id="empty">No messages yet. Type a command below to begin.</p>`
    : html`${shown.map(({ message, onlyVisibleToYou }) => renderMessage(message, around(message, onlyVisibleToYou)))}`;
}
