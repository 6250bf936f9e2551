import { randomUUID } from "node:crypto";
import type { View } from "../blocks/view.ts";
import type { Directory } from "../directory.ts";

/** A view that a person sees, as Slack keeps it: `errors` appear below their blocks, `typed` is what was submitted last. */
export interface OpenView {
  id: string;
  hash: string;
  user: string;
  view: View;
  errors: Record<string, string>;
  typed: Record<string, string>;
}

/** A person's modal or home tab, new or with the content that takes its place under the same ID. */
export function openView(user: string, view: View, replaced?: OpenView): OpenView {
  return {
    id: replaced?.id ?? `V${randomUUID().slice(0, 8).toUpperCase()}`,
    hash: randomUUID(),
    user,
    view,
    errors: {},
    typed: kept(view, replaced),
  };
}

/** What was written into the blocks that both views have. https://docs.slack.dev/reference/views/home-tab-views#preserving */
function kept({ blocks }: View, replaced: OpenView | undefined): Record<string, string> {
  const ids = blocks.map(({ block_id }) => block_id);
  return Object.fromEntries(ids.flatMap((id) => (replaced?.typed[id] === undefined ? [] : [[id, replaced.typed[id]]])));
}

/** The view as Slack shows it to apps, in API answers and in payloads. */
export function viewOutput(
  { app, team }: Directory,
  { id, hash, view }: OpenView,
  values: Record<string, unknown> = {},
) {
  const isModal = view.type === "modal";
  return {
    id,
    team_id: team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata,
    callback_id: view.callback_id,
    external_id: view.external_id,
    state: { values },
    hash,
    title: isModal ? view.title : { type: "plain_text", text: "View Title", emoji: true },
    close: (isModal && view.close) || null,
    submit: (isModal && view.submit) || null,
    clear_on_close: isModal && view.clear_on_close,
    notify_on_close: isModal && view.notify_on_close,
    previous_view_id: null,
    root_view_id: id,
    app_id: app.id,
    app_installed_team_id: team.id,
    bot_id: app.botId,
  };
}
