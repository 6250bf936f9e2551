import { directMessageId, personOf } from "../identities.ts";
import type { Conversation, Message } from "../state/conversations.ts";
import type { Workspace } from "../workspace.ts";
import { SlackError } from "./slack-error.ts";

/** The conversation with this ID, `#name` or a person's ID; throws channel_not_found. */
export function findConversation(workspace: Workspace, channel: string): Conversation {
  const id = personOf(channel) ? directMessageId(channel) : channel;
  const byName = () => [...workspace.conversations.values()].find(({ name }) => `#${name}` === channel);
  const conversation = workspace.conversations.get(id) ?? byName();
  if (!conversation) {
    throw new SlackError("channel_not_found");
  }
  return conversation;
}

/** The same, where the app may write; throws not_in_channel elsewhere. */
export function findOwnConversation(workspace: Workspace, channel: string): Conversation {
  const conversation = findConversation(workspace, channel);
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
