import type { Clock } from "../../domain/clock.ts";
import type { Groups } from "../../domain/ports.ts";
import { callSlack, type SlackClients } from "./call.ts";

/**
 * User groups as Slack knows them, each asked about at most once in `keepSeconds`: someone taken out of a group may act on
 * for that long. A failure is not kept. Needs the scope usergroups:read. Throws as callSlack does.
 */
export function slackGroups(clients: SlackClients, now: Clock, keepSeconds = 60): Groups {
  const kept = new Map<string, { members: Promise<readonly string[]>; until: number }>();

  // https://docs.slack.dev/reference/methods/usergroups.users.list
  const ask = async (usergroup: string) => {
    const { users = [] } = await callSlack(clients, (slack) => slack.usergroups.users.list({ usergroup }));
    return users;
  };

  return {
    membersOf(groupId) {
      const former = kept.get(groupId);
      if (former && now().getTime() < former.until) {
        return former.members;
      }
      const members = ask(groupId).catch((error: unknown) => {
        kept.delete(groupId);
        throw error;
      });
      kept.set(groupId, { members, until: now().getTime() + keepSeconds * 1000 });
      return members;
    },
  };
}
