import * as v from "valibot";
import { list, string } from "./text.ts";

/** https://docs.slack.dev/reference/block-kit/block-elements/text-element */
const style = v.optional(
  v.strictObject({
    bold: v.optional(v.boolean()),
    italic: v.optional(v.boolean()),
    strike: v.optional(v.boolean()),
    code: v.optional(v.boolean()),
  }),
);

const Text = v.strictObject({ type: v.literal("text"), text: string(3000), style });

/** https://docs.slack.dev/reference/block-kit/block-elements/user-element */
const User = v.strictObject({
  type: v.literal("user"),
  user_id: v.pipe(v.string("must provide a string"), v.regex(/^[UW][A-Z0-9]+$/u, "must be a user ID")),
  style,
});

/** https://docs.slack.dev/reference/block-kit/block-elements/usergroup-element */
const Usergroup = v.strictObject({
  type: v.literal("usergroup"),
  usergroup_id: v.pipe(v.string("must provide a string"), v.regex(/^S[A-Z0-9]+$/u, "must be a user group ID")),
  style,
});

/** https://docs.slack.dev/reference/block-kit/block-elements/broadcast-element */
const Broadcast = v.strictObject({
  type: v.literal("broadcast"),
  range: v.picklist(["here", "channel", "everyone"], "must be `here`, `channel` or `everyone`"),
  style,
});

/** https://docs.slack.dev/reference/block-kit/block-elements/date-element */
const DateElement = v.strictObject({
  type: v.literal("date"),
  timestamp: v.pipe(v.number("must provide a number"), v.integer("must be an integer")),
  format: string(3000),
  fallback: v.optional(string(3000)),
  style,
});

/** https://docs.slack.dev/reference/block-kit/block-elements/link-element */
const Link = v.strictObject({
  type: v.literal("link"),
  url: v.pipe(string(3000), v.url("must be a URL")),
  text: v.optional(string(3000)),
  style,
});

const Element = v.variant("type", [Text, User, Usergroup, Broadcast, DateElement, Link]);

const Section = v.strictObject({ type: v.literal("rich_text_section"), elements: list(Element, 1000) });

const List = v.strictObject({
  type: v.literal("rich_text_list"),
  style: v.picklist(["bullet", "ordered"], "must be `bullet` or `ordered`"),
  elements: list(Section, 1000),
});

/** The parts of rich text that the page can show; other parts are refused. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export const richText = {
  type: v.literal("rich_text"),
  elements: list(v.variant("type", [Section, List]), 100),
} as const;

export type RichElement = v.InferOutput<typeof Element>;
export type RichSection = v.InferOutput<typeof Section>;
export type RichList = v.InferOutput<typeof List>;
