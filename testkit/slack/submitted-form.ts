import type { ModalView } from "@slack/types";
import type { SubmittedForm } from "../../src/slack/views.ts";

/** A modal as Slack hands it over when it is submitted, with what was typed by block ID; null is an empty field. */
export function submittedForm(modal: ModalView, typed: Readonly<Record<string, string | null>>): SubmittedForm {
  const values = Object.fromEntries(Object.entries(typed).map(([id, value]) => [id, { [id]: held(modal, id, value) }]));
  const { callback_id = "", private_metadata = "", title, submit = null, close = null, blocks } = modal;
  return { callback_id, private_metadata, title, submit, close, blocks, state: { values } };
}

function held({ blocks }: ModalView, id: string, value: string | null) {
  const block = blocks.find(({ block_id }) => block_id === id);
  const isSelect = block?.type === "input" && "element" in block && block.element.type === "static_select";
  return isSelect
    ? {
        type: "static_select",
        selected_option: value ? { text: { type: "plain_text" as const, text: value }, value } : null,
      }
    : { type: "plain_text_input", value };
}
