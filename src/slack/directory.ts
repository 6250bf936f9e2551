import type { Clock } from "../domain/clock.ts";
import { PermanentFailure } from "../domain/failures.ts";
import type { Groups, Home, Workspace } from "../domain/ports.ts";
import { callSlack, type SlackClients } from "./web-api.ts";

const KEEP_MILLISECONDS = 60_000;

/**
 * The workspace that the bot token belongs to: Slack is asked once, and again only where it did not answer; this needs no
 * scope. A person's organisation is kept for a minute; asking for it needs users:read. Throws as callSlack does.
 * https://docs.slack.dev/reference/methods/auth.test https://docs.slack.dev/reference/methods/users.info
 */
export function slackWorkspace(clients: SlackClients, now: Clock): Workspace {
  let home: Home | undefined;
  const organisations = new Map<string, { id: string | undefined; until: number }>();

  return {
    async home() {
      home ??= await ask(clients);
      return home;
    },
    known: () => home,
    async organisationOf(userId) {
      const kept = organisations.get(userId);
      if (kept && now().getTime() < kept.until) {
        return kept.id;
      }
      const id = await askAbout(clients, userId);
      organisations.set(userId, { id, until: now().getTime() + KEEP_MILLISECONDS });
      return id;
    },
  };
}

async function ask(clients: SlackClients): Promise<Home> {
  const { team_id: teamId, enterprise_id } = await callSlack(clients, (slack) => slack.auth.test());
  if (!teamId) {
    throw new Error("Slack did not say which workspace the app belongs to.");
  }
  return { teamId, enterpriseId: enterprise_id || undefined };
}

/** Only Slack's record of the person counts: what a payload says of an organisation is the app's, or the person's own claim. */
async function askAbout(clients: SlackClients, user: string): Promise<string | undefined> {
  try {
    const answer = await callSlack(clients, (slack) => slack.users.info({ user }));
    return answer.user?.enterprise_user?.enterprise_id;
  } catch (error) {
    if (error instanceof PermanentFailure && UNKNOWN.has(error.name)) {
      return undefined;
    }
    throw error;
  }
}

const UNKNOWN = new Set(["slack_user_not_found", "slack_user_not_visible"]);

/**
 * User groups as Slack knows them, each asked about at most once in `keepSeconds`: someone taken out of a group may act on
 * for that long. A failure is not kept. Needs the scope usergroups:read. Throws as callSlack does.
 */
export function slackGroups(clients: SlackClients, now: Clock, keepSeconds = 60): Groups {
  const kept = new Map<string, { members: Promise<readonly string[]>; until: number }>();

  // https://docs.slack.dev/reference/methods/usergroups.users.list
  const membersIn = async (usergroup: string) => {
    const { users = [] } = await callSlack(clients, (slack) => slack.usergroups.users.list({ usergroup }));
    return users;
  };

  return {
    membersOf(groupId) {
      const former = kept.get(groupId);
      if (former && now().getTime() < former.until) {
        return former.members;
      }
      const members = membersIn(groupId).catch((error: unknown) => {
        kept.delete(groupId);
        throw error;
      });
      kept.set(groupId, { members, until: now().getTime() + keepSeconds * 1000 });
      return members;
    },
  };
}
