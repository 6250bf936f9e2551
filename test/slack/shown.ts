import { parse } from "valibot";
import { blocks as Blocks } from "../../local/slack/blocks/blocks.ts";
import { renderBlocks } from "../../local/slack/page/blocks.ts";

/** What a person reads, and copies, of blocks on the local Slack page: a line a paragraph. */
export async function shown(blocks: readonly object[]): Promise<string> {
  const markup = String(await renderBlocks(parse(Blocks(100), structuredClone(blocks))));
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
