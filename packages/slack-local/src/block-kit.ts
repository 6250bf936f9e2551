import * as v from "valibot";
import { blocks as Blocks } from "./blocks/blocks.ts";
import { complaints } from "./blocks/complaints.ts";
import { View } from "./blocks/view.ts";
import { directory } from "./directory.ts";
import { renderBlocks } from "./page/blocks.ts";
import type { Workspace } from "./workspace.ts";

/** What Slack would refuse in a message's blocks, a sentence each; none where they are fine. */
export function blockErrors(blocks: readonly object[]): string[] {
  return complaints(v.safeParse(Blocks(50), structuredClone(blocks)).issues ?? [], "/blocks");
}

/** What Slack would refuse in a modal or a home tab, a sentence each; none where it is fine. */
export function viewErrors(view: object): string[] {
  return complaints(v.safeParse(View, structuredClone(view)).issues ?? [], "/view");
}

/** Blocks as the page shows them in a workspace, as HTML. Throws where Slack would refuse them. */
export async function blocksAsHtml(blocks: readonly object[], workspace: Workspace): Promise<string> {
  return String(await renderBlocks(v.parse(Blocks(100), structuredClone(blocks)), directory(workspace)));
}
