import { access, type AccessSettings, type Actor, type Home, type KeptDirectory } from "../../src/slack/access.ts";
import type { Looker } from "../../src/slack/inbox.ts";
import { memoryGroups } from "./fakes.ts";

/** Someone of the app's own team, in the approvers' channel unless the test says otherwise. */
export function actor(id: string, overrides: Partial<Actor> = {}): Actor {
  return { id, teamId: "T0LOCAL", channel: "C0APPROVALS", ...overrides };
}

/** An approver who looks at the pending, in a workspace without four eyes, unless the test says otherwise. */
export function looker(id = "U0ADMIN", overrides: Partial<Looker> = {}): Looker {
  return { actor: actor(id, { channel: undefined }), isApprover: true, access: accessOf(), ...overrides };
}

/** A workspace, and the organisations of people as Slack knows them; `asked` are those that it was asked about. */
export function workspaceOf(home: Partial<Home> = {}, organisations: Readonly<Record<string, string>> = {}) {
  const known = { teamId: "T0LOCAL", enterpriseId: undefined, ...home };
  const asked: string[] = [];
  const workspace: Omit<KeptDirectory, "membersOf"> = {
    home: async () => known,
    known: () => known,
    async organisationOf(userId) {
      asked.push(userId);
      return organisations[userId];
    },
  };
  return { ...workspace, asked };
}

/** U0ADMIN approves, U0REQUESTER may start, nobody else may do anything; or as the test says. */
export function accessOf(
  settings: Partial<AccessSettings> = {},
  groups = memoryGroups({}),
  workspace: Omit<KeptDirectory, "membersOf"> = workspaceOf(),
) {
  const usual = { channel: "C0APPROVALS", approvers: ["U0ADMIN"], requesters: ["U0REQUESTER"], fourEyes: false };
  return access({ ...usual, ...settings }, { ...workspace, membersOf: groups.membersOf });
}

const ADMINS = { S0ADMINS: ["U0ADMIN", "U0SECOND"] };

/** The same, but U0ADMIN and U0SECOND approve as members of a user group. */
export function groupAccess(settings: Partial<AccessSettings> = {}, groups = memoryGroups(ADMINS)) {
  return accessOf({ approvers: ["S0ADMINS"], ...settings }, groups);
}

/** The beginning of every refusal. */
export const REFUSED = /^Sorry, you can't .* Nothing was changed\. Only .* can do this/u;
