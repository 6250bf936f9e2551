import type { ViewOutput } from "@slack/bolt";
import type { InputBlock, ModalView, PlainTextInput } from "@slack/types";
import { VIEW } from "../ids.ts";

/** The modal's inputs: each one's block ID, and the action ID within it. */
export const FIELD = { email: "email", name: "name", note: "note" } as const;

/**
 * The form that starts an onboarding. It carries the channel in which it was opened, since a submission does not say, and
 * who may start can depend on it. The longest texts are the domain's own limits.
 */
export function startModal(channel: string | undefined): ModalView {
  return {
    type: "modal",
    callback_id: VIEW.start,
    private_metadata: channel ?? "",
    title: { type: "plain_text", text: "Onboard a new user" },
    submit: { type: "plain_text", text: "Start" },
    close: { type: "plain_text", text: "Cancel" },
    blocks: [
      {
        type: "input",
        block_id: FIELD.email,
        label: { type: "plain_text", text: "Email" },
        hint: { type: "plain_text", text: "An email with a verification link goes there." },
        element: {
          type: "email_text_input",
          action_id: FIELD.email,
          focus_on_load: true,
          placeholder: { type: "plain_text", text: "ada@example.com" },
        },
      },
      input(FIELD.name, "Full name", { max_length: 100, placeholder: { type: "plain_text", text: "Ada Lovelace" } }),
      {
        ...input(FIELD.note, "Note", { max_length: 500, multiline: true }),
        optional: true,
        hint: { type: "plain_text", text: "What the approvers should know. It is shown on the card." },
      },
    ],
  };
}

function input(id: string, label: string, element: Partial<PlainTextInput>): InputBlock {
  return {
    type: "input",
    block_id: id,
    label: { type: "plain_text", text: label },
    element: { type: "plain_text_input", action_id: id, ...element },
  };
}

/** What was written into the form, and the channel that it carries; an input that was left empty is empty text, a note undefined. */
export function readStartModal(view: Pick<ViewOutput, "private_metadata" | "state">) {
  const typed = (id: string) => view.state.values[id]?.[id]?.value ?? "";
  return {
    channel: view.private_metadata || undefined,
    email: typed(FIELD.email),
    name: typed(FIELD.name),
    note: typed(FIELD.note).trim() || undefined,
  };
}
