import { viewOutput } from "../state/views.ts";
import { type AppAnswer, deliverForm } from "./deliver.ts";
import { findPerson, interaction } from "./envelope.ts";
import { findModal } from "./find-modal.ts";
import type { Sandbox } from "./sandbox.ts";

/** Closes someone's modal; the app hears of it (view_closed) only where it asked to. */
export async function cancel(
  sandbox: Sandbox,
  { user, viewId }: { user: string; viewId?: string | undefined },
): Promise<AppAnswer | { sent: false }> {
  const { workspace, app } = sandbox;
  const person = findPerson(user);
  const modal = findModal(workspace, user, viewId);
  workspace.modals.delete(user);
  workspace.changes.announce();
  if (modal.view.type !== "modal" || !modal.view.notify_on_close) {
    return { sent: false };
  }
  const { trigger_id: _, ...common } = interaction(sandbox, person); // nothing can be opened from here
  const payload = { type: "view_closed", ...common, view: viewOutput(modal), is_cleared: false };
  return deliverForm(app, { payload: JSON.stringify(payload) });
}
