import type { Workspace } from "../domain/ports.ts";
import { callSlack, type SlackClients } from "./slack-call.ts";

/**
 * The workspace that the bot token belongs to. Slack is asked once, and again only where it did not answer; this needs no
 * scope. Throws as callSlack does. https://docs.slack.dev/reference/methods/auth.test
 */
export function slackWorkspace(clients: SlackClients): Workspace {
  let known: string | undefined;
  return {
    async teamId() {
      known ??= await ask(clients);
      return known;
    },
  };
}

async function ask(clients: SlackClients): Promise<string> {
  const { team_id } = await callSlack(clients, (slack) => slack.auth.test());
  if (!team_id) {
    throw new Error("Slack did not say which workspace the app belongs to.");
  }
  return team_id;
}
