import { WORKSPACE } from "../../local/workspace.ts";
import { blocksAsHtml } from "../../packages/slack-local/src/block-kit.ts";

/** What a person reads, and copies, of blocks on the local Slack page: a line a paragraph. */
export async function shown(blocks: readonly object[]): Promise<string> {
  const markup = await blocksAsHtml(blocks, WORKSPACE);
  const text = markup
    .replace(/\n\s*/gu, "")
    .replace(/<br \/>|<\/(?:div|li|h2)>/gu, "\n")
    .replace(/<[^>]*>/gu, "");
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

/** The mrkdwn in blocks, where nobody's text belongs: it has no escape for its own marks. */
export function mrkdwnIn(blocks: readonly object[]): string[] {
  const found: string[] = [];
  JSON.stringify(blocks, (_, value: unknown) => {
    if (typeof value === "object" && value !== null && "type" in value && value.type === "mrkdwn") {
      found.push(JSON.stringify(value));
    }
    return value;
  });
  return found;
}
