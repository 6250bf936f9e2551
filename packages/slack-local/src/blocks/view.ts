import * as v from "valibot";
import { type Block, blocks } from "./blocks.ts";
import { plainText, string } from "./text.ts";

const common = {
  blocks: blocks(100),
  private_metadata: v.optional(string(3000, 0), ""),
  callback_id: v.optional(string(255, 0), ""),
  external_id: v.optional(string(255, 0), ""),
};

/** https://docs.slack.dev/reference/views/modal-views */
const Modal = v.pipe(
  v.strictObject({
    type: v.literal("modal"),
    ...common,
    title: plainText(24),
    close: v.optional(plainText(24)),
    submit: v.optional(plainText(24)),
    clear_on_close: v.optional(v.boolean(), false),
    notify_on_close: v.optional(v.boolean(), false),
  }),
  v.check(
    (modal) => modal.submit !== undefined || modal.blocks.every((block) => block.type !== "input"),
    "missing required field: submit",
  ),
);

/** https://docs.slack.dev/reference/views/home-tab-views */
const Home = v.strictObject({ type: v.literal("home"), ...common });

/** A view as an app may hand it over. */
export const View = v.variant("type", [Modal, Home]);

export type View = v.InferOutput<typeof View>;

/** The blocks of a view in which a person writes. */
export function inputsOf(view: { blocks: Block[] }) {
  return view.blocks.filter((block) => block.type === "input");
}
