import type { ActionsBlockElement, Button, KnownBlock } from "@slack/types";
import type { Message } from "../../src/slack/words.ts";

/** What of a message is longer than Slack allows, as "section: 3001 > 3000". https://docs.slack.dev/reference/block-kit/blocks */
export function overLimits({ text, blocks }: Message): string[] {
  return [
    ...over("message", text.length, 4_000),
    ...over("blocks", blocks.length, 50),
    // Slack documents no sum and refuses one of some 13,000: https://github.com/slackapi/bolt-js/issues/2509
    ...over("blocks as JSON", JSON.stringify(blocks).length, 12_000),
    ...blocks.flatMap((block) => [...over("block_id", block.block_id?.length, 255), ...inBlock(block)]),
  ];
}

function inBlock(block: KnownBlock): string[] {
  switch (block.type) {
    case "header":
      return over("header", block.text.text.length, 150);
    case "section":
      return [
        ...over("section", block.text?.text.length, 3_000),
        ...over("fields", block.fields?.length, 10),
        ...(block.fields ?? []).flatMap((field) => over("field", field.text.length, 2_000)),
      ];
    case "actions":
      return [
        ...over("elements", block.elements.length, 25),
        ...block.elements.flatMap((element) => inControl(element)),
      ];
    case "context":
      return [
        ...over("elements", block.elements.length, 10),
        ...block.elements.flatMap((element) => ("text" in element ? over("context", element.text.length, 3_000) : [])),
      ];
    case "input":
      return [...over("label", block.label.text.length, 2_000), ...over("hint", block.hint?.text.length, 2_000)];
    case "divider":
    case "rich_text": // whose sum is limited, above
      return [];
    default:
      return [`${block.type}: no limits are written down here`];
  }
}

function inControl(control: ActionsBlockElement): string[] {
  switch (control.type) {
    case "button":
      return inButton(control);
    case "checkboxes":
      return [
        ...over("options", control.options.length, 10),
        ...control.options.flatMap(({ text, value }) => [
          ...over("option", text.text.length, 75),
          ...over("option's value", value?.length, 150),
        ]),
      ];
    case "overflow":
      return [
        ...over("options", control.options.length, 5),
        ...control.options.flatMap(({ text, value }) => [
          ...over("option", text.text.length, 75),
          ...over("option's value", value?.length, 150),
        ]),
      ];
    default:
      return [`${control.type}: no limits are written down here`];
  }
}

function inButton({ action_id, value, text, accessibility_label, confirm }: Button): string[] {
  return [
    ...over("action_id", action_id?.length, 255),
    ...over("value", value?.length, 2_000),
    ...over("button", text.text.length, 75),
    ...over("accessibility_label", accessibility_label?.length, 75),
    ...over("confirm's title", confirm?.title?.text.length, 100),
    ...over("confirm's text", confirm?.text.text.length, 300),
    ...over("confirm's button", confirm?.confirm?.text.length, 30),
    ...over("confirm's other button", confirm?.deny?.text.length, 30),
  ];
}

function over(what: string, length: number | undefined, limit: number): string[] {
  return length !== undefined && length > limit ? [`${what}: ${length} > ${limit}`] : [];
}
