import { Impossible } from "../live-page/action.ts";
import type { Block } from "../blocks/blocks.ts";
import type { Control, Option } from "../blocks/elements.ts";

/** Which control someone uses: by its action ID, and where several have the same by block ID or value. */
export interface Choice {
  actionId: string;
  blockId?: string | undefined;
  /** A button's value, or the value of the option chosen from an overflow menu. */
  value?: string | undefined;
}

/** A control in its block; `option` is what was chosen from a menu. */
export interface Chosen {
  blockId: string;
  control: Control;
  option?: Option;
}

/** The control that someone uses; throws Impossible where there is none. */
export function findControl(blocks: Block[], choice: Choice): Chosen {
  for (const block of blocks) {
    if (choice.blockId !== undefined && block.block_id !== choice.blockId) {
      continue;
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
export function actionOf({ blockId, control, option }: Chosen, actionTs: string) {
  const { type, action_id, confirm } = control;
  const common = { action_id, block_id: blockId, ...(confirm ? { confirm } : {}), type, action_ts: actionTs };
  if (control.type === "overflow") {
    return { ...common, selected_option: option };
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
