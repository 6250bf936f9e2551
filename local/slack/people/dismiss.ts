import { retract } from "../messages.ts";
import type { Sandbox } from "./sandbox.ts";

/** Takes away a message that this person alone sees; the app doesn't hear of it. */
export function dismiss({ workspace }: Sandbox, { user, ts }: { user: string; ts: string }): { sent: false } {
  const dismissed = workspace.ephemerals.find((message) => message.to === user && message.ts === ts);
  if (dismissed) {
    retract(workspace, dismissed);
  }
  workspace.changes.announce();
  return { sent: false };
}
