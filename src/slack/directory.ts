import { PermanentFailure } from "../domain/failures.ts";
import type { Directory, Home } from "./access.ts";
import { callSlack, type SlackClients } from "./web-api.ts";

/**
 * What Slack says of people, asked anew at each call. `organisationOf` needs the scope users:read, `membersOf`
 * usergroups:read. Throws as callSlack does.
 * https://docs.slack.dev/reference/methods/users.info https://docs.slack.dev/reference/methods/usergroups.users.list
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
    async membersOf(usergroup) {
      const { users = [] } = await callSlack(clients, (slack) => slack.usergroups.users.list({ usergroup }));
      return users;
    },
  };
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
