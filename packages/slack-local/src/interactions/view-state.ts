import type { InputBlock } from "../blocks/blocks.ts";
import type { Checkboxes, Option, StaticSelect } from "../blocks/elements.ts";
import { inputsOf } from "../blocks/view.ts";
import type { OpenView } from "../state/views.ts";
import { controlsOf } from "./controls.ts";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;

/** What a person wrote, as Slack hands it to apps: values by block ID and action ID, null for what was left empty. */
export function stateValues({ view }: OpenView, typed: Record<string, string>) {
  const values = inputsOf(view).map(({ block_id, element }) => {
    const value =
      element.type === "static_select"
        ? { selected_option: chosenOption(block_id, element, typed) ?? null }
        : { value: valueOf(block_id, typed) };
    return [block_id, { [element.action_id]: { type: element.type, ...value } }] as const;
  });
  const boxes = view.blocks.flatMap((block) =>
    controlsOf(block).flatMap((control) =>
      control.type === "checkboxes"
        ? [
            [
              block.block_id,
              { [control.action_id]: { type: control.type, selected_options: ticked(block.block_id, control, typed) } },
            ] as const,
          ]
        : [],
    ),
  );
  return Object.fromEntries<Record<string, object>>([...values, ...boxes]);
}

/** The options that are ticked among checkboxes. */
export function ticked(
  blockId: string,
  { options, initial_options = [] }: Pick<Checkboxes, "options" | "initial_options">,
  typed: Record<string, string>,
): Option[] {
  const values = typed[blockId]?.split("\n") ?? initial_options.map(({ value }) => value);
  return options.filter(({ value }) => values.includes(value));
}

/** The option that is chosen from a menu; undefined for none. */
export function chosenOption(
  blockId: string,
  { options, initial_option }: Pick<StaticSelect, "options" | "initial_option">,
  typed: Record<string, string>,
): Option | undefined {
  const value = typed[blockId] ?? initial_option?.value;
  return options.find((option) => option.value === value);
}

/** What Slack itself finds wrong before it sends anything, by block ID. */
export function mistakes({ view }: OpenView, typed: Record<string, string>): Record<string, string> {
  const found = inputsOf(view).map((block) => [block.block_id, mistake(block, typed)] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function valueOf(blockId: string, typed: Record<string, string>): string | null {
  return typed[blockId]?.trim() ? typed[blockId] : null;
}

function mistake({ block_id, element, optional }: InputBlock, typed: Record<string, string>): string | undefined {
  const value =
    element.type === "static_select"
      ? (chosenOption(block_id, element, typed)?.value ?? null)
      : valueOf(block_id, typed);
  if (value === null) {
    return optional ? undefined : "Please complete this required field.";
  }
  if (element.type === "static_select") {
    return undefined;
  }
  if (element.type === "email_text_input") {
    return EMAIL.test(value) ? undefined : "Please enter a valid email address.";
  }
  const { min_length = 0, max_length = 3000 } = element;
  if (value.length < min_length) {
    return `Please enter at least ${min_length} characters.`;
  }
  return value.length > max_length ? `Please enter at most ${max_length} characters.` : undefined;
}
