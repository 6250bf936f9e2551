import type { Workspace } from "../src/workspace.ts";

/** A workspace with a guest, a channel that the app is not in, and a command. */
export const WORKSPACE = {
  people: [
    { id: "U0ADMIN", username: "ada", name: "Ada Admin" },
    { id: "U0SECOND", username: "sam", name: "Sam Second" },
    { id: "U0REQUESTER", username: "robin", name: "Robin Requester" },
    { id: "U0OUTSIDER", username: "olga", name: "Olga Outsider", teamId: "T0OTHER" },
  ],
  channels: [
    { id: "C0APPROVALS", name: "user-approvals" },
    { id: "C0GENERAL", name: "general", appIsMember: false },
  ],
  groups: [{ id: "S0ADMINS", handle: "admins", users: ["U0ADMIN", "U0SECOND"] }],
  app: { commands: [{ name: "/request", usageHint: "a new laptop" }] },
} as const satisfies Workspace;
