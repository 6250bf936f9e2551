import { controlsOf } from "./interactions/controls.ts";
import type { Conversation, Ephemeral, Message } from "./state/conversations.ts";
import type { State } from "./state/state.ts";

// Every message that is posted, changed or removed goes through here. It is on disk before anyone is answered, and pages are told.

/** Posts a message for everyone in a conversation. */
export function post({ archive, changes }: State, { id, messages }: Conversation, message: Message): void {
  messages.push(message);
  archive.keep({ channel: id, to: null, message, former: undefined });
  changes.announce();
}

/** Posts a message that only one person sees. */
export function postPrivately({ archive, changes, ephemerals }: State, ephemeral: Ephemeral): void {
  ephemerals.push(ephemeral);
  const { channel, to, ...message } = ephemeral;
  archive.keep({ channel, to, message, former: undefined });
  changes.announce();
}

/** Changes what a message shows; without blocks in the new content its blocks are removed. */
export function change(
  { archive, changes }: State,
  { id, former }: Conversation,
  message: Message | Ephemeral,
  content: Pick<Message, "text" | "blocks" | "edited">,
): void {
  if (message.blocks?.some((block) => controlsOf(block).length > 0)) {
    former.set(message.ts, message.blocks); // someone may still have them on the screen, and press
  }
  delete message.blocks;
  Object.assign(message, content);
  archive.keep({ channel: id, to: "to" in message ? message.to : null, message, former: former.get(message.ts) });
  changes.announce();
}

/** Removes a message, public or private. */
export function remove(state: State, { ts }: Message): void {
  for (const list of [state.ephemerals, ...[...state.conversations.values()].map(({ messages }) => messages)]) {
    const index = list.findIndex((message) => message.ts === ts);
    if (index >= 0) {
      list.splice(index, 1);
    }
  }
  state.archive.forget(ts);
  state.changes.announce();
}
