import type { Workspace } from "../workspace.ts";

/** Shows or clears what went wrong at a place; the page hears of it. */
export function setTrouble(workspace: Workspace, place: string, trouble: string | undefined): void {
  if (trouble) {
    workspace.troubles.set(place, trouble);
  } else {
    workspace.troubles.delete(place);
  }
  workspace.changes.announce();
}
