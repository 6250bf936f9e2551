import type { Sandbox } from "./sandbox.ts";

/** Takes away a message that this person alone sees; the app doesn't hear of it. */
export function dismiss({ workspace }: Sandbox, { user, ts }: { user: string; ts: string }): { sent: false } {
  workspace.ephemerals = workspace.ephemerals.filter((message) => message.to !== user || message.ts !== ts);
  workspace.changes.announce();
  return { sent: false };
}
