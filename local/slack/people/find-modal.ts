import { Impossible } from "../../page/doing.ts";
import type { OpenView } from "../state/views.ts";
import type { Workspace } from "../workspace.ts";

/** The modal that a person has open; throws Impossible where it is another one by now, or none. */
export function findModal({ modals }: Workspace, user: string, viewId: string | undefined): OpenView {
  const open = modals.get(user);
  if (!open || (viewId !== undefined && open.id !== viewId)) {
    throw new Impossible("This modal is no longer open.");
  }
  return open;
}
