import * as v from "valibot";
import { remove, change, post, postPrivately } from "../messages.ts";
import type { Message } from "../state/conversations.ts";
import type { ResponseTarget, State } from "../state/state.ts";
import { Flag } from "./arguments.ts";
import { appMessage, contentArguments, readContent } from "./content.ts";
import { findConversation } from "./find.ts";
import { SlackError } from "./slack-error.ts";

/** An answer to a press or a command. https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export const Answer = v.object({
  ...contentArguments,
  response_type: v.optional(v.picklist(["ephemeral", "in_channel"]), "ephemeral"),
  replace_original: Flag,
  delete_original: Flag,
  thread_ts: v.optional(v.string()),
});

/** Carries an answer out: a private message unless it says otherwise, or the pressed message replaced or deleted. */
export function respond(state: State, target: ResponseTarget, answer: v.InferOutput<typeof Answer>): void {
  const conversation = findConversation(state, target.channel);
  if (answer.delete_original) {
    remove(state, originalOf(state, target));
    return;
  }
  const content = readContent(answer);
  if (answer.replace_original) {
    change(state, conversation, originalOf(state, target), content);
    return;
  }
  const thread = answer.thread_ts ?? target.thread_ts;
  const message = { ...appMessage(state, content), ...(thread ? { thread_ts: thread } : {}) };
  if (answer.response_type === "in_channel") {
    post(state, conversation, message);
  } else {
    postPrivately(state, { ...message, channel: conversation.id, to: target.user });
  }
}

/** The pressed message. */
function originalOf(state: State, { channel, ts }: ResponseTarget): Message {
  const all = [...findConversation(state, channel).messages, ...state.ephemerals];
  const message = all.find((candidate) => candidate.ts === ts);
  if (!message) {
    throw new SlackError("message_not_found");
  }
  return message;
}
