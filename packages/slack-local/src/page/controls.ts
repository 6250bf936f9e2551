import { html } from "hono/html";
import type { Confirm, Control, Option } from "../blocks/elements.ts";
import type { AnyText } from "../blocks/text.ts";
import type { Html } from "../live-page/html.ts";
import type { Directory } from "../directory.ts";
import { ticked } from "../interactions/view-state.ts";
import type { Filled } from "./input.ts";
import { decoded, mrkdwn, plain } from "./mrkdwn.ts";

/** A text object. */
export function text({ type, text: content }: AnyText, directory: Directory): Html {
  return type === "mrkdwn" ? mrkdwn(content, directory) : plain(content);
}

/** A button or an overflow menu; the page's script sends what is pressed, after the confirmation if there is one. */
export function control(element: Control, blockId: string, directory: Directory, filled?: Filled): Html {
  const confirmation = element.confirm ? confirm(element.confirm, directory) : "";
  if (element.type === "button") {
    const { action_id, value, style = "", url, accessibility_label } = element;
    const label = accessibility_label ? html`aria-label="${accessibility_label}"` : "";
    const data = html`data-action="${action_id}" data-block="${blockId}" ${valued(value)}`;
    const content = decoded(element.text.text);
    return html`<span class="control"
      >${
        url
          ? html`<a class="button ${style}" href="${url}" target="_blank" rel="noreferrer" ${data} ${label}
              >${content}</a
            >`
          : html`<button type="button" class="button ${style}" ${data} ${label}>${content}</button>`
      }${confirmation}</span
    >`;
  }
  if (element.type === "checkboxes") {
    const on = ticked(blockId, element, filled?.typed ?? {});
    return html`<span class="control boxes"
      >${element.options.map(
        (box) =>
          html`<label
            ><input
              type="checkbox"
              data-action="${element.action_id}"
              data-block="${blockId}"
              ${valued(box.value)}
              ${on.includes(box) ? "checked" : ""}
            />
            ${decoded(box.text.text)}</label
          >`,
      )}</span
    >`;
  }
  const option = ({ text: name, value }: Option) =>
    html`<li>
      <button type="button" data-action="${element.action_id}" data-block="${blockId}" ${valued(value)}>
        ${decoded(name.text)}
      </button>
    </li>`;
  return html`<details class="control menu" data-key="${blockId} ${element.action_id}">
    <summary class="button" aria-label="More actions" title="More actions">⋯</summary>
    <ul>
      ${element.options.map(option)}
    </ul>
    ${confirmation}
  </details>`;
}

function valued(value: string | undefined): Html | "" {
  return value === undefined ? "" : html`data-value="${value}"`;
}

/** Slack shows it before it sends the press. */
function confirm(
  { title, text: question, confirm: yes, deny: no, style = "primary" }: Confirm,
  directory: Directory,
): Html {
  return html`<dialog class="confirm" aria-label="${decoded(title?.text ?? "Are you sure?")}">
    <form method="dialog">
      <h2>${decoded(title?.text ?? "Are you sure?")}</h2>
      <p>${text(question, directory)}</p>
      <div class="buttons">
        <button class="button" value="">${decoded(no?.text ?? "Cancel")}</button>
        <button class="button solid ${style}" value="confirm">${decoded(yes?.text ?? "Yes")}</button>
      </div>
    </form>
  </dialog>`;
}
