import * as v from "valibot";
import { type Block, blocks } from "../blocks/blocks.ts";
import { complaints } from "../blocks/complaints.ts";
import type { Message } from "../state/conversations.ts";
import type { State } from "../state/state.ts";
import { readJson } from "./arguments.ts";
import { SlackError } from "./slack-error.ts";

const Blocks = blocks(50);
const TEXT_LIMIT = 40_000;

/** What a message says, as the app hands it over: text, blocks, or better both. */
export const contentArguments = {
  text: v.optional(v.string(), ""),
  blocks: v.optional(v.unknown()),
};

/** What a message says, checked. */
export interface Content {
  text: string;
  blocks?: Block[];
}

/** Checks text and blocks against Slack's limits; throws SlackError. Blocks that are left out are no blocks. */
export function readContent(given: { text: string; blocks?: unknown }): Content {
  const { text } = given;
  const value = readJson(given.blocks, "invalid_blocks_format");
  if (value !== undefined && !Array.isArray(value)) {
    throw new SlackError("invalid_blocks_format");
  }
  if (text === "" && !value?.length) {
    throw new SlackError("no_text");
  }
  if (text.length > TEXT_LIMIT) {
    throw new SlackError("msg_too_long");
  }
  if (!value?.length) {
    return { text };
  }
  const parsed = v.safeParse(Blocks, value);
  if (!parsed.success) {
    throw new SlackError("invalid_blocks", complaints(parsed.issues, "/blocks"));
  }
  return { text, blocks: parsed.output };
}

/** A new message of the app's. */
export function appMessage({ directory, nextTs }: State, content: Content): Message {
  const { app, team } = directory;
  return {
    type: "message",
    ts: nextTs(),
    user: app.userId,
    bot_id: app.botId,
    app_id: app.id,
    team: team.id,
    ...content,
  };
}
