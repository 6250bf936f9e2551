import type { Stack } from "../local/stack.ts";

/** What Slack told someone last, in private, as mrkdwn: in a modal, which is closed then, or in a message. */
export async function toldBy({ slack }: Pick<Stack, "slack">, user: string): Promise<string | undefined> {
  const { view } = slack.modal(user) ?? {};
  if (view?.type !== "modal" || view.submit) {
    return slack.ephemerals(user).at(-1)?.text;
  }
  await slack.cancel({ user });
  return mrkdwnOf(view.blocks);
}

/** What a modal says, as mrkdwn. */
export function mrkdwnOf(blocks: readonly object[]): string {
  return blocks.map((block) => ("text" in block ? wordOf(block.text) : wordsIn(block))).join("\n");
}

function wordsIn(part: object): string {
  const elements = "elements" in part && Array.isArray(part.elements) ? (part.elements as object[]) : [];
  return elements.length > 0 ? elements.map(wordsIn).join("") : wordOf(part);
}

function wordOf(part: unknown): string {
  const { text, user_id, fallback } = part as { text?: string; user_id?: string; fallback?: string };
  return user_id ? `<@${user_id}>` : (text ?? fallback ?? "");
}
