import { controlsOf } from "./interactions/controls.ts";
import type { Conversation, Ephemeral, Message } from "./state/conversations.ts";
import type { State } from "./state/state.ts";

// Everything that is said, changed or taken back comes through here, and is kept before anyone is answered.

/** Posts a message for everyone in a conversation. */
export function say({ archive }: State, { id, messages }: Conversation, message: Message): void {
  messages.push(message);
  archive.keep({ channel: id, to: null, message, former: undefined });
}

/** Posts a message for one person alone. */
export function whisper({ archive, ephemerals }: State, ephemeral: Ephemeral): void {
  ephemerals.push(ephemeral);
  const { channel, to, ...message } = ephemeral;
  archive.keep({ channel, to, message, former: undefined });
}

/** Gives a message other content; without blocks in it, the message has none any more. */
export function revise(
  { archive }: State,
  { id, former }: Conversation,
  message: Message | Ephemeral,
  content: Pick<Message, "text" | "blocks" | "edited">,
): void {
  if (message.blocks?.some((block) => controlsOf(block).length > 0)) {
    former.set(message.ts, message.blocks); // what a person may still have before them, and press
  }
  delete message.blocks;
  Object.assign(message, content);
  archive.keep({ channel: id, to: "to" in message ? message.to : null, message, former: former.get(message.ts) });
}

/** Takes a message away, from everyone or from the one who alone saw it. */
export function retract(state: State, { ts }: Message): void {
  for (const list of [state.ephemerals, ...[...state.conversations.values()].map(({ messages }) => messages)]) {
    const index = list.findIndex((message) => message.ts === ts);
    if (index >= 0) {
      list.splice(index, 1);
    }
  }
  state.archive.forget(ts);
}
