import type { KnownBlock } from "@slack/types";
import { fallback, richText, type Words } from "../text/words.ts";

/** A message as Slack wants it: `text` is what phones and screen readers say, and what remains where blocks don't show. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

/** An answer in private: a message, or mrkdwn of ours in which nobody else's text stands. */
export type Answer = Message | string;

/** Words as a message, a line each. */
export function message(...lines: readonly Words[]): Message {
  return { text: fallback(...lines), blocks: [richText(...lines)] };
}

/** What Slack is sent of an answer. */
export function contentOf(answer: Answer): { text: string } & Partial<Message> {
  return typeof answer === "string" ? { text: answer } : answer;
}
