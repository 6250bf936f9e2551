import { html } from "hono/html";
import type { Block } from "../blocks/blocks.ts";
import type { Accessory, Image } from "../blocks/elements.ts";
import type { Directory } from "../directory.ts";
import { control, text } from "./controls.ts";
import { decoded } from "./mrkdwn.ts";
import type { Html } from "../live-page/html.ts";
import { type Filled, input } from "./input.ts";
import { richText } from "./rich-text.ts";

/** Blocks as Slack would show them; `filled` is what a modal's inputs hold. */
export function renderBlocks(blocks: readonly Block[], directory: Directory, filled?: Filled): Html {
  return html`${blocks.map((block) => renderBlock(block, directory, filled))}`;
}

function renderBlock(block: Block, directory: Directory, filled?: Filled): Html {
  switch (block.type) {
    case "header":
      return html`<h2 class="block-header">${decoded(block.text.text)}</h2>`;
    case "rich_text":
      return richText(block.elements, directory);
    case "divider":
      return html`<hr />`;
    case "section":
      return html`<div class="section">
        <div class="section-body">
          ${block.text ? html`<div>${text(block.text, directory)}</div>` : ""}
          ${
            block.fields
              ? html`<ul class="fields">
                  ${block.fields.map((field) => html`<li>${text(field, directory)}</li>`)}
                </ul>`
              : ""
          }
        </div>
        ${block.accessory ? accessory(block.accessory, block.block_id, directory, filled) : ""}
      </div>`;
    case "context":
      return html`<div class="context">
        ${block.elements.map((element) => (element.type === "image" ? image(element) : html`<span>${text(element, directory)}</span>`))}
      </div>`;
    case "actions":
      return html`<div class="actions">
        ${block.elements.map((element) => control(element, block.block_id, directory, filled))}
      </div>`;
    case "image":
      return html`<figure>
        ${image(block)}${block.title ? html`<figcaption>${decoded(block.title.text)}</figcaption>` : ""}
      </figure>`;
    case "input":
      return input(block, filled);
  }
}

function accessory(element: Accessory, blockId: string, directory: Directory, filled?: Filled): Html {
  return element.type === "image" ? image(element) : control(element, blockId, directory, filled);
}

function image({ image_url, alt_text }: Pick<Image, "image_url" | "alt_text">): Html {
  return html`<img src="${image_url}" alt="${alt_text}" />`;
}
