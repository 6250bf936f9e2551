import { html } from "hono/html";
import type { Block } from "../blocks/blocks.ts";
import type { Accessory, Image } from "../blocks/elements.ts";
import { control, text } from "./controls.ts";
import { decoded } from "./entities.ts";
import type { Html } from "../../page/html.ts";
import { type Filled, input } from "./input.ts";
import { richText } from "./rich-text.ts";

/** Blocks as Slack would show them; `filled` is what a modal's inputs hold. */
export function renderBlocks(blocks: readonly Block[], filled?: Filled): Html {
  return html`${blocks.map((block) => renderBlock(block, filled))}`;
}

function renderBlock(block: Block, filled?: Filled): Html {
  switch (block.type) {
    case "header":
      return html`<h2 class="block-header">${decoded(block.text.text)}</h2>`;
    case "rich_text":
      return richText(block.elements);
    case "divider":
      return html`<hr />`;
    case "section":
      return html`<div class="section">
        <div class="section-body">
          ${block.text ? html`<div>${text(block.text)}</div>` : ""}
          ${
            block.fields
              ? html`<ul class="fields">
                  ${block.fields.map((field) => html`<li>${text(field)}</li>`)}
                </ul>`
              : ""
          }
        </div>
        ${block.accessory ? accessory(block.accessory, block.block_id) : ""}
      </div>`;
    case "context":
      return html`<div class="context">
        ${block.elements.map((element) => (element.type === "image" ? image(element) : html`<span>${text(element)}</span>`))}
      </div>`;
    case "actions":
      return html`<div class="actions">${block.elements.map((element) => control(element, block.block_id))}</div>`;
    case "image":
      return html`<figure>
        ${image(block)}${block.title ? html`<figcaption>${decoded(block.title.text)}</figcaption>` : ""}
      </figure>`;
    case "input":
      return input(block, filled);
  }
}

function accessory(element: Accessory, blockId: string): Html {
  return element.type === "image" ? image(element) : control(element, blockId);
}

function image({ image_url, alt_text }: Pick<Image, "image_url" | "alt_text">): Html {
  return html`<img src="${image_url}" alt="${alt_text}" />`;
}
