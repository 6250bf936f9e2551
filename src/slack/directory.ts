import { PermanentFailure } from "../domain/failures.ts";
import { type Directory, type Home, isChannel } from "./access.ts";
import { callSlack, type SlackClients } from "./web-api.ts";

/**
 * Looks people up in Slack; nothing is cached. `organisationOf` needs the scope users:read; `membersOf` usergroups:read for
 * a group, channels:read for a public channel and groups:read for a private one. Throws as callSlack does.
 * https://docs.slack.dev/reference/methods/users.info https://docs.slack.dev/reference/methods/usergroups.users.list
 * https://docs.slack.dev/reference/methods/conversations.members
 */
export function slackDirectory(clients: SlackClients): Directory {
  return {
    home: () => slackHome(clients),
    async organisationOf(user) {
      // Only Slack's record of the person counts: what a payload says of an organisation is the app's, or the person's claim.
      try {
        const answer = await callSlack(clients, (slack) => slack.users.info({ user }));
        return answer.user?.enterprise_user?.enterprise_id;
      } catch (error) {
        if (error instanceof PermanentFailure && UNKNOWN.has(error.name)) {
          return undefined;
        }
        throw error;
      }
    },
    async membersOf(id) {
      if (isChannel(id)) {
        return channelMembers(clients, id);
      }
      const { users = [] } = await callSlack(clients, (slack) => slack.usergroups.users.list({ usergroup: id }));
      return users;
    },
  };
}

const PAGE = 999; // the most that Slack gives at once
const MOST_PAGES = 5; // someone waits for it

async function channelMembers(clients: SlackClients, channel: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES && (page === 0 || cursor); page += 1) {
    const more = cursor ? { cursor } : {};
    const answer = await callSlack(clients, (slack) => slack.conversations.members({ channel, limit: PAGE, ...more }));
    found.push(...(answer.members ?? []));
    cursor = answer.response_metadata?.next_cursor;
  }
  if (cursor) {
    throw new Error("The channel has too many members to list."); // to leave some out would be to refuse them
  }
  return found;
}

/**
 * The workspace that the bot token belongs to; needs no scope. Throws as callSlack does.
 * https://docs.slack.dev/reference/methods/auth.test
 */
export async function slackHome(clients: SlackClients): Promise<Home> {
  const { team_id: teamId, enterprise_id } = await callSlack(clients, (slack) => slack.auth.test());
  if (!teamId) {
    throw new Error("Slack did not say which workspace the app belongs to.");
  }
  return { teamId, enterpriseId: enterprise_id || undefined };
}

const UNKNOWN = new Set(["slack_user_not_found", "slack_user_not_visible"]);
