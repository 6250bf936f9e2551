import * as v from "valibot";
import { directMessageId } from "../directory.ts";
import { type Conversation, type Message, repliesTo, topLevel } from "../state/conversations.ts";
import { Count, Flag, method } from "./arguments.ts";
import { findConversation, findMessage, findOwnConversation } from "./find.ts";
import { SlackError } from "./slack-error.ts";

const paging = {
  limit: v.optional(Count, 100),
  cursor: v.optional(v.string(), ""),
  oldest: v.optional(v.string(), "0"),
  latest: v.optional(v.string()),
  inclusive: Flag,
  include_all_metadata: Flag,
};

/** https://docs.slack.dev/reference/methods/conversations.history: newest first, without replies that only their threads show. */
export const history = method(v.object({ channel: v.string(), ...paging }), (args, state) => {
  const conversation = findOwnConversation(state, args.channel);
  const messages = topLevel(conversation).map((message) => handedOut(conversation, message, args.include_all_metadata));
  return page(messages.toReversed(), args);
});

/** https://docs.slack.dev/reference/methods/conversations.replies: the parent, then its replies, oldest first. */
export const replies = method(v.object({ channel: v.string(), ts: v.string(), ...paging }), (args, state) => {
  const conversation = findOwnConversation(state, args.channel);
  const found = findMessage(conversation, args.ts, "thread_not_found");
  const parent = findMessage(conversation, found.thread_ts ?? found.ts, "thread_not_found");
  const messages = [parent, ...repliesTo(conversation, parent.ts)];
  return page(
    messages.map((message) => handedOut(conversation, message, args.include_all_metadata)),
    args,
  );
});

/** https://docs.slack.dev/reference/methods/users.conversations: the channels that the app is in. */
export const ofApp = method(v.object({}), (_, { conversations, scopes }) => {
  if (!scopes.includes("channels:read")) {
    throw new SlackError("missing_scope");
  }
  const channels = [...conversations.values()].filter(({ kind, appIsMember }) => kind === "channel" && appIsMember);
  return {
    channels: channels.map(({ id, name }) => ({ id, name, is_channel: true, is_archived: false, is_private: false })),
    response_metadata: { next_cursor: "" },
  };
});

/** https://docs.slack.dev/reference/methods/conversations.members, of public channels; `limit` is 999 at most. */
export const members = method(
  v.object({ channel: v.string(), limit: v.optional(Count, 100), cursor: v.optional(v.string(), "") }),
  ({ channel, limit, cursor }, state) => {
    const { directory, scopes } = state;
    if (!scopes.includes("channels:read")) {
      throw new SlackError("missing_scope");
    }
    if (limit > 999) {
      throw new SlackError("invalid_limit");
    }
    const { id, appIsMember } = findConversation(state, channel);
    const own = directory.people.filter((person) => !directory.isForeign(person)).map((person) => person.id);
    const people = directory.channels.find((one) => one.id === id)?.members ?? own;
    const all = [...people, ...(appIsMember ? [directory.app.userId] : [])];
    const start = startOf(cursor);
    const next_cursor = start + limit < all.length ? cursorAt(start + limit) : "";
    return { members: all.slice(start, start + limit), response_metadata: { next_cursor } };
  },
);

/** https://docs.slack.dev/reference/methods/conversations.open, for one person. */
export const open = method(v.object({ users: v.string() }), ({ users }, { directory }) => {
  if (!directory.personOf(users)) {
    throw new SlackError(users.includes(",") ? "method_not_supported_for_channel_type" : "user_not_found");
  }
  return { channel: { id: directMessageId(users) } };
});

/** A message with what Slack adds to a thread's parent; metadata only where asked for. */
function handedOut(conversation: Conversation, { metadata, ...message }: Message, withMetadata: boolean) {
  const below = repliesTo(conversation, message.ts);
  const thread = {
    thread_ts: message.ts,
    reply_count: below.length,
    reply_users: [...new Set(below.map((reply) => reply.user))],
    latest_reply: below.at(-1)?.ts,
  };
  return {
    ...message,
    ...(withMetadata && metadata !== undefined ? { metadata } : {}),
    ...(below.length > 0 ? thread : {}),
  };
}

type Paging = v.InferOutput<v.ObjectSchema<typeof paging, undefined>>;

/** One page of messages; the cursor is the number of messages before it. */
function page(messages: { ts: string }[], { limit, cursor, oldest, latest, inclusive }: Paging) {
  const within = messages.filter(({ ts }) => {
    const above = inclusive ? Number(ts) >= Number(oldest) : Number(ts) > Number(oldest);
    const below = latest === undefined || (inclusive ? Number(ts) <= Number(latest) : Number(ts) < Number(latest));
    return above && below;
  });
  const start = startOf(cursor);
  const end = start + limit;
  const has_more = end < within.length;
  const next_cursor = has_more ? cursorAt(end) : "";
  return { messages: within.slice(start, end), has_more, response_metadata: { next_cursor } };
}

function cursorAt(start: number): string {
  return Buffer.from(String(start)).toString("base64");
}

function startOf(cursor: string): number {
  const start = cursor === "" ? 0 : Number(Buffer.from(cursor, "base64").toString());
  if (!Number.isInteger(start)) {
    throw new SlackError("invalid_cursor");
  }
  return start;
}
