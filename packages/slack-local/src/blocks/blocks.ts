import * as v from "valibot";
import { Accessory, Control, id, Image, Input } from "./elements.ts";
import { richText } from "./rich-text.ts";
import { anyText, list, plainText, string } from "./text.ts";

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
const Section = v.pipe(
  v.strictObject({
    type: v.literal("section"),
    block_id: id,
    text: v.optional(anyText(3000)),
    fields: v.optional(list(anyText(2000), 10)),
    accessory: v.optional(Accessory),
    expand: v.optional(v.boolean()),
  }),
  v.check((section) => Boolean(section.text ?? section.fields), "must define either `text` or `fields`"),
);

const Header = v.strictObject({ type: v.literal("header"), block_id: id, text: plainText(150) });

const Divider = v.strictObject({ type: v.literal("divider"), block_id: id });

const Context = v.strictObject({
  type: v.literal("context"),
  block_id: id,
  elements: list(v.variant("type", [anyText(3000), Image]), 10),
});

/** https://docs.slack.dev/reference/block-kit/blocks/actions-block: action IDs are unique within their block. */
const Actions = v.strictObject({
  type: v.literal("actions"),
  block_id: id,
  elements: v.pipe(list(Control, 25), unique("action_id")),
});

/** https://docs.slack.dev/reference/block-kit/blocks/input-block */
const InputBlock = v.strictObject({
  type: v.literal("input"),
  block_id: id,
  label: plainText(2000),
  element: Input,
  hint: v.optional(plainText(2000)),
  optional: v.optional(v.boolean(), false),
  dispatch_action: v.optional(v.boolean()),
});

const ImageBlock = v.strictObject({
  type: v.literal("image"),
  block_id: id,
  image_url: string(3000),
  alt_text: string(2000),
  title: v.optional(plainText(2000)),
});

const RichText = v.strictObject({ ...richText, block_id: id });

const Block = v.variant("type", [Section, RichText, Header, Divider, Context, Actions, InputBlock, ImageBlock]);

/** The blocks that are implemented, within Slack's limits; at most `max` of them. */
export function blocks(max: number) {
  return v.pipe(list(Block, max, 0), unique("block_id"));
}

export type Block = v.InferOutput<typeof Block>;
export type InputBlock = v.InferOutput<typeof InputBlock>;

function unique<Key extends string, Item extends Record<Key, string>>(key: Key) {
  return v.rawCheck<Item[]>(({ dataset, addIssue }) => {
    if (!dataset.typed) {
      return;
    }
    const seen = new Set<string>();
    for (const item of dataset.value) {
      const value = item[key];
      if (seen.has(value)) {
        addIssue({ message: `\`${key}\` "${value}" already exists` });
      }
      seen.add(value);
    }
  });
}
