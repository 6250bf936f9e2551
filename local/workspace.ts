import type { SlackOptions } from "../packages/slack-local/src/slack.ts";
import { LOCAL } from "./address.ts";

/** The Slack workspace on this machine: people with and without the right to decide, and the app of slack-manifest.yml. */
export const WORKSPACE = {
  people: [
    { id: LOCAL.admin, username: "ada", name: "Ada Admin" },
    { id: "U0SECOND", username: "sam", name: "Sam Second" },
    { id: LOCAL.requester, username: "robin", name: "Robin Requester" },
    { id: "U0OUTSIDER", username: "olga", name: "Olga Outsider", teamId: "T0OTHER" },
  ],
  channels: [
    { id: LOCAL.channel, name: "user-approvals" },
    { id: "C0LEADS", name: "team-leads" },
    { id: "C0GENERAL", name: "general", appIsMember: false },
  ],
  groups: [
    { id: LOCAL.approvers, handle: "admins", users: [LOCAL.admin, "U0SECOND"] },
    { id: "S0EMPTY", handle: "empty", users: [] },
  ],
  app: {
    botId: "B0BOT",
    username: "onboarding",
    name: "Onboarding",
    botToken: LOCAL.botToken,
    signingSecret: LOCAL.signingSecret,
    scopes: ["chat:write", "commands", "channels:read", "groups:read", "usergroups:read", "users:read"],
    commands: [{ name: "/onboard", usageHint: "ada@example.com Ada Lovelace" }],
  },
} satisfies SlackOptions["workspace"];

/** The name of a person in the workspace; the ID of anyone else. */
export function nameOf(id: string): string {
  return WORKSPACE.people.find((person) => person.id === id)?.name ?? id;
}
