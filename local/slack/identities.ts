/** The workspace that the stand-in plays; its app is installed there. */
export const TEAM = { id: "T0LOCAL", domain: "local", name: "Local workspace" } as const;

/** The app as Slack knows it. */
export const APP = {
  id: "A0LOCAL",
  botId: "B0BOT",
  userId: "U0BOT",
  username: "onboarding",
  name: "Onboarding",
} as const;

/** The slash commands that are installed. */
export const COMMANDS = ["/onboard"] as const;

/** Slack's own voice, which reports that a command failed. */
export const SLACKBOT = { id: "USLACKBOT", name: "Slackbot" } as const;

/** Someone who can click and type. `teamId` differs from the workspace's for people of a connected organisation. */
export interface Person {
  id: string;
  username: string;
  name: string;
  teamId: string;
}

/** The people to choose from on the page, the first being the one at the start. */
export const PEOPLE = [
  { id: "U0ADMIN", username: "ada", name: "Ada Admin", teamId: TEAM.id },
  { id: "U0SECOND", username: "sam", name: "Sam Second", teamId: TEAM.id },
  { id: "U0REQUESTER", username: "robin", name: "Robin Requester", teamId: TEAM.id },
  { id: "U0OUTSIDER", username: "olga", name: "Olga Outsider", teamId: "T0OTHER" },
] as const satisfies readonly Person[];

/** Public channels; the app posts only where it is a member, and commands can be typed in all. */
export const CHANNELS = [
  { id: "C0APPROVALS", name: "user-approvals", appIsMember: true },
  { id: "C0GENERAL", name: "general", appIsMember: false },
] as const;

/** What the app was granted when it was installed, as slack-manifest.yml asks for. */
export const SCOPES: readonly string[] = ["chat:write", "commands", "usergroups:read", "users:read"];

/** User groups by ID. */
export const GROUPS: Readonly<Record<string, { handle: string; users: readonly string[] }>> = {
  S0ADMINS: { handle: "admins", users: ["U0ADMIN", "U0SECOND"] },
  S0EMPTY: { handle: "empty", users: [] },
};

/** The person with this ID, if the workspace knows one. */
export function personOf(id: string): Person | undefined {
  return PEOPLE.find((person) => person.id === id);
}

/** The workspace that someone belongs to. */
export function teamOf({ teamId }: Person): { id: string; domain: string } {
  return { id: teamId, domain: teamId === TEAM.id ? TEAM.domain : "elsewhere" };
}

/** The name that others see; the ID of someone unknown. */
export function displayName(id: string): string {
  if (id === APP.userId) {
    return APP.name;
  }
  return id === SLACKBOT.id ? SLACKBOT.name : (personOf(id)?.name ?? id);
}

/** The direct conversation between a person and the app. */
export function directMessageId(userId: string): string {
  return `D${userId.slice(1)}`;
}
