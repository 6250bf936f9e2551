import { inMrkdwn } from "./escape.ts";
import type { Element } from "./words.ts";

const SLACK_USER_ID = /^[UW][A-Z0-9]+$/u;

/** A person of the workspace as a mention; anything that is no Slack user ID as text. */
export function person(userId: string): Element {
  return SLACK_USER_ID.test(userId) ? { type: "user", user_id: userId } : { type: "text", text: userId };
}

/** The same in mrkdwn. */
export function mention(userId: string): string {
  return SLACK_USER_ID.test(userId) ? `<@${userId}>` : inMrkdwn(userId).join("");
}
