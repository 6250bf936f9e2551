import type { Chosen } from "./find-control.ts";

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
