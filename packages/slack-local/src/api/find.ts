import { directMessageId } from "../directory.ts";
import type { Conversation, Message } from "../state/conversations.ts";
import type { State } from "../state/state.ts";
import { SlackError } from "./slack-error.ts";

/** The conversation with this ID, `#name` or a person's ID; throws channel_not_found. */
export function findConversation(state: State, channel: string): Conversation {
  const id = state.directory.personOf(channel) ? directMessageId(channel) : channel;
  const byName = () => [...state.conversations.values()].find(({ name }) => `#${name}` === channel);
  const conversation = state.conversations.get(id) ?? byName();
  if (!conversation) {
    throw new SlackError("channel_not_found");
  }
  return conversation;
}

/** The same, where the app may write; throws not_in_channel elsewhere. */
export function findOwnConversation(state: State, channel: string): Conversation {
  const conversation = findConversation(state, channel);
  if (!conversation.appIsMember) {
    throw new SlackError("not_in_channel");
  }
  return conversation;
}

/** The message with this `ts`; throws the given error where there is none. */
export function findMessage(conversation: Conversation, ts: string, error = "message_not_found"): Message {
  const message = conversation.messages.find((candidate) => candidate.ts === ts);
  if (!message) {
    throw new SlackError(error);
  }
  return message;
}
