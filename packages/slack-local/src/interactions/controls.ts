import { Impossible } from "../live-page/action.ts";
import type { Block } from "../blocks/blocks.ts";
import type { Control, Input, Option } from "../blocks/elements.ts";

/** Which control someone uses: by its action ID, and where several have the same by block ID or value. */
export interface Choice {
  actionId: string;
  blockId?: string | undefined;
  /** A button's value, the value of the option chosen or ticked, or what is typed into an input that asks for it. */
  value?: string | undefined;
}

/** A control in its block; `option` is what was chosen from a menu or ticked, `typed` what was written. */
export interface Chosen {
  blockId: string;
  control: Control | Input;
  option?: Option;
  typed?: string;
}

/** The control that someone uses; throws Impossible where there is none. */
export function findControl(blocks: Block[], choice: Choice): Chosen {
  for (const block of blocks) {
    if (choice.blockId !== undefined && block.block_id !== choice.blockId) {
      continue;
    }
    if (block.type === "input" && block.dispatch_action && block.element.action_id === choice.actionId) {
      const typed = { blockId: block.block_id, control: block.element, typed: choice.value ?? "" };
      const option = "options" in block.element && block.element.options.find(({ value }) => value === choice.value);
      return option ? { ...typed, option } : typed;
    }
    for (const control of controlsOf(block)) {
      const chosen = control.action_id === choice.actionId && choose(block.block_id, control, choice.value);
      if (chosen) {
        return chosen;
      }
    }
  }
  throw new Impossible(`There is no control ${choice.actionId} to use here.`);
}

function choose(blockId: string, control: Control, value: string | undefined): Chosen | undefined {
  if (control.type === "button") {
    return value === undefined || control.value === value ? { blockId, control } : undefined;
  }
  const option = control.options.find((candidate) => candidate.value === value);
  return option && { blockId, control, option };
}

/** What can be used in a block. */
export function controlsOf(block: Block): Control[] {
  if (block.type === "actions") {
    return block.elements;
  }
  const accessory = block.type === "section" ? block.accessory : undefined;
  return accessory && accessory.type !== "image" ? [accessory] : [];
}

/** The entry that Slack adds to `actions`: the element without its confirmation's wording, and what was chosen. */
export function actionOf({ blockId, control, option, typed }: Chosen, ticked: readonly Option[], actionTs: string) {
  const { type, action_id } = control;
  const confirm = "confirm" in control ? { confirm: control.confirm } : {};
  const common = { action_id, block_id: blockId, ...confirm, type, action_ts: actionTs };
  switch (control.type) {
    case "overflow":
    case "static_select":
      return { ...common, selected_option: option };
    case "checkboxes":
      return { ...common, selected_options: ticked };
    case "plain_text_input":
    case "email_text_input":
      return { ...common, value: typed || null };
    case "button":
      break;
  }
  const { text, value, style, url } = control;
  return {
    ...common,
    text: { ...text, emoji: text.emoji ?? true },
    ...(value === undefined ? {} : { value }),
    ...(style === undefined ? {} : { style }),
    ...(url === undefined ? {} : { url }),
  };
}
