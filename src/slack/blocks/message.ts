import type { KnownBlock } from "@slack/types";

/** A message as Slack wants it: `text` is what phones and screen readers say, and what remains where blocks don't show. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}
