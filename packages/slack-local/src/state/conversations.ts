import type { Block } from "../blocks/blocks.ts";
import { type Directory, directMessageId } from "../directory.ts";

/** A message as Slack keeps it and hands it out. */
export interface Message {
  type: "message";
  ts: string;
  user: string;
  bot_id?: string;
  app_id?: string;
  team: string;
  text: string;
  blocks?: Block[];
  thread_ts?: string;
  /** A reply that is shown in the channel as well. */
  subtype?: "thread_broadcast";
  edited?: { user: string; ts: string };
  metadata?: unknown;
}

/** A message that only one person sees, until they dismiss it. */
export interface Ephemeral extends Message {
  channel: string;
  to: string;
}

/** A channel, or a person's direct messages with the app; messages are in the order of their `ts`. */
export interface Conversation {
  id: string;
  name: string;
  kind: "channel" | "im";
  appIsMember: boolean;
  messages: Message[];
  /** What changed messages showed before, by `ts`: someone may still have the old buttons on the screen. */
  former: Map<string, Block[]>;
}

/** Every conversation of the workspace by its ID, all of them empty. */
export function conversations({ channels, people }: Directory): Map<string, Conversation> {
  const inChannels = channels.map(({ id, name, appIsMember }): Conversation => ({
    id,
    name,
    kind: "channel",
    appIsMember,
    ...nothingSaid(),
  }));
  const directMessages = people.map(({ id }): Conversation => ({
    id: directMessageId(id),
    name: "directmessage",
    kind: "im",
    appIsMember: true,
    ...nothingSaid(),
  }));
  return new Map([...inChannels, ...directMessages].map((conversation) => [conversation.id, conversation]));
}

function nothingSaid(): Pick<Conversation, "messages" | "former"> {
  return { messages: [], former: new Map() };
}

/** The replies below a message, oldest first. */
export function repliesTo({ messages }: Conversation, ts: string): Message[] {
  return messages.filter((message) => message.thread_ts === ts && message.ts !== ts);
}

/** What is in the conversation itself: messages that begin threads, and replies that are shown there too. */
export function topLevel({ messages }: Conversation): Message[] {
  return messages.filter(isTopLevel);
}

/** Whether a message is shown in the conversation itself, and not in a thread only. */
export function isTopLevel({ thread_ts, subtype }: Message): boolean {
  return thread_ts === undefined || subtype === "thread_broadcast";
}
