import { escaped } from "./escape.ts";

const SLACK_USER_ID = /^[UW][A-Z0-9]+$/u;

/** A person of the workspace as a mention; anything that is no Slack user ID as harmless text. */
export function mention(userId: string): string {
  return SLACK_USER_ID.test(userId) ? `<@${userId}>` : escaped(userId, 100);
}
