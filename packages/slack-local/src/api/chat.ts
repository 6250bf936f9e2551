import * as v from "valibot";
import { change, post, postPrivately } from "../messages.ts";
import { Count, Flag, method, readJson } from "./arguments.ts";
import { appMessage, contentArguments, readContent } from "./content.ts";
import { findConversation, findMessage, findOwnConversation } from "./find.ts";
import { RateLimited, SlackError } from "./slack-error.ts";

/** https://docs.slack.dev/reference/methods/chat.postMessage */
export const postMessage = method(
  v.object({
    channel: v.optional(v.string(), ""), // Slack answers channel_not_found to none
    ...contentArguments,
    thread_ts: v.optional(v.string()),
    reply_broadcast: v.optional(Flag, false),
    metadata: v.optional(v.unknown()),
  }),
  (args, state) => {
    const conversation = findOwnConversation(state, args.channel);
    const content = readContent(args);
    const parent = args.thread_ts && findMessage(conversation, args.thread_ts, "thread_not_found");
    const tooMany = state.rateLimit.count(conversation.id);
    if (tooMany) {
      throw new RateLimited(tooMany.retryAfterSeconds);
    }
    const metadata = readJson(args.metadata, "invalid_metadata_format");
    const message = {
      ...appMessage(state, content),
      ...(parent ? { thread_ts: parent.thread_ts ?? parent.ts } : {}),
      ...(parent && args.reply_broadcast ? { subtype: "thread_broadcast" as const } : {}),
      ...(metadata === undefined ? {} : { metadata }),
    };
    post(state, conversation, message);
    return { channel: conversation.id, ts: message.ts, message };
  },
);

/** https://docs.slack.dev/reference/methods/chat.update: text without blocks removes the blocks. */
export const update = method(v.object({ channel: v.string(), ts: v.string(), ...contentArguments }), (args, state) => {
  const conversation = findConversation(state, args.channel);
  const message = findMessage(conversation, args.ts);
  if (message.bot_id !== state.directory.app.botId) {
    throw new SlackError("cant_update_message");
  }
  const edited = { user: state.directory.app.botId, ts: state.nextTs() };
  change(state, conversation, message, { ...readContent(args), edited });
  return { channel: conversation.id, ts: message.ts, text: message.text, message };
});

/** https://docs.slack.dev/reference/methods/chat.postEphemeral */
export const postEphemeral = method(
  v.object({
    channel: v.optional(v.string(), ""),
    user: v.string(),
    ...contentArguments,
    thread_ts: v.optional(v.string()),
  }),
  (args, state) => {
    const conversation = findOwnConversation(state, args.channel);
    if (!state.directory.personOf(args.user)) {
      throw new SlackError("user_not_in_channel");
    }
    const message = appMessage(state, readContent(args));
    const thread = args.thread_ts ? { thread_ts: args.thread_ts } : {};
    postPrivately(state, { ...message, ...thread, channel: conversation.id, to: args.user });
    return { message_ts: message.ts };
  },
);

const FURTHEST_SECONDS = 120 * 86_400;

/** https://docs.slack.dev/reference/methods/chat.scheduleMessage: what is scheduled is kept, and never posted here. */
export const scheduleMessage = method(
  v.object({ channel: v.string(), post_at: Count, ...contentArguments }),
  (args, state) => {
    const conversation = findOwnConversation(state, args.channel);
    const wait = args.post_at - state.now().getTime() / 1000;
    if (wait <= 0 || wait > FURTHEST_SECONDS) {
      throw new SlackError(wait <= 0 ? "time_in_past" : "time_too_far");
    }
    const message = appMessage(state, readContent(args));
    const id = `Q${message.ts.replace(".", "")}`;
    state.scheduled.set(id, conversation.id);
    return { channel: conversation.id, scheduled_message_id: id, post_at: args.post_at, message };
  },
);

/** https://docs.slack.dev/reference/methods/chat.deleteScheduledMessage */
export const deleteScheduledMessage = method(
  v.object({ channel: v.string(), scheduled_message_id: v.string() }),
  (args, state) => {
    const conversation = findConversation(state, args.channel);
    if (state.scheduled.get(args.scheduled_message_id) !== conversation.id) {
      throw new SlackError("invalid_scheduled_message_id");
    }
    state.scheduled.delete(args.scheduled_message_id);
    return {};
  },
);

/** https://docs.slack.dev/reference/methods/chat.getPermalink */
export function getPermalink(url: () => string) {
  return method(v.object({ channel: v.string(), message_ts: v.string() }), (args, state) => {
    const conversation = findConversation(state, args.channel);
    const { ts } = findMessage(conversation, args.message_ts);
    const permalink = `${url()}/archives/${conversation.id}/p${ts.replace(".", "")}`;
    return { channel: conversation.id, permalink };
  });
}
