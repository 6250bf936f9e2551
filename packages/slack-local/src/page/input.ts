import { html } from "hono/html";
import type { InputBlock } from "../blocks/blocks.ts";
import type { StaticSelect } from "../blocks/elements.ts";
import { chosenOption } from "../interactions/view-state.ts";
import type { OpenView } from "../state/views.ts";
import { decoded } from "./mrkdwn.ts";
import type { Html } from "../live-page/html.ts";

/** What a modal's inputs hold and what is wrong with it, by block ID. */
export type Filled = Pick<OpenView, "typed" | "errors">;

/** A labelled input with its hint and its mistake, if any. Slack checks it on submission, not the browser. */
export function input(
  { block_id, label, element, hint, optional, dispatch_action }: InputBlock,
  filled?: Filled,
): Html {
  const error = filled?.errors[block_id];
  const id = `input-${block_id}`;
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  const attributes = html`id="${id}" name="${block_id}"
  ${element.type === "static_select" ? "" : html`placeholder="${decoded(element.placeholder?.text ?? "")}"`}
  ${described ? html`aria-describedby="${described}"` : ""} ${error ? html`aria-invalid="true"` : ""}
  ${element.focus_on_load ? "autofocus" : ""}
  ${dispatch_action ? html`data-dispatch="${element.action_id}" data-block="${block_id}"` : ""}`;
  const value = filled?.typed[block_id] ?? ("initial_value" in element ? element.initial_value : "");
  const isMultiline = element.type === "plain_text_input" && element.multiline;
  return html`<div class="field">
    <label for="${id}">${decoded(label.text)}${optional ? html` <span class="quiet">(optional)</span>` : ""}</label>
    ${
      element.type === "static_select"
        ? menu(block_id, element, attributes, filled?.typed ?? {})
        : isMultiline
          ? html`<textarea rows="4" ${attributes}>${value}</textarea>`
          : html`<input
              type="text"
              ${element.type === "email_text_input" ? html`inputmode="email"` : ""}
              value="${value}"
              ${attributes}
            />`
    }
    ${error ? html`<p class="error" id="${id}-error">${error}</p>` : ""}
    ${dispatch_action ? html`<p class="hint">Press Enter to submit.</p>` : ""}
    ${hint ? html`<p class="hint" id="${id}-hint">${decoded(hint.text)}</p>` : ""}
  </div>`;
}

function menu(blockId: string, element: StaticSelect, attributes: Html, typed: Record<string, string>): Html {
  const chosen = chosenOption(blockId, element, typed);
  return html`<select ${attributes}>
    ${chosen ? "" : html`<option value="">${decoded(element.placeholder?.text ?? "Select an option")}</option>`}
    ${element.options.map(
      (option) =>
        html`<option value="${option.value}" ${option === chosen ? "selected" : ""}>
          ${decoded(option.text.text)}
        </option>`,
    )}
  </select>`;
}
