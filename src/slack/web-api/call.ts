import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import type { Secret } from "../../domain/ports.ts";
import { slackClient } from "./client.ts";
import { slackFailure } from "./failure.ts";
import { slackSecrets } from "./secrets.ts";

/** Gives a client of Slack's Web API; `afresh`, one whose token is fetched anew, for the kept one was refused. */
export type SlackClients = (afresh?: boolean) => Promise<WebClient>;

/** Clients with the bot token out of the secret, each call of which fails within `timeout` milliseconds. */
export function slackClients(secret: Secret, apiUrl?: string, timeout?: number): SlackClients {
  return async (afresh) => {
    const { botToken } = await slackSecrets(afresh ? secret.refresh : secret);
    return slackClient(botToken, apiUrl, timeout);
  };
}

/**
 * One call to Slack. Where Slack refuses the token, which may have been replaced since it was fetched, the call is made
 * once more with a fresh one. Throws as slackFailure has it.
 */
export async function callSlack<Answer>(
  clients: SlackClients,
  call: (slack: WebClient) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await call(await clients());
  } catch (error) {
    if (!isTokenRefused(error)) {
      throw slackFailure(error);
    }
  }
  try {
    return await call(await clients(true));
  } catch (error) {
    throw slackFailure(error);
  }
}

/** What Slack says of a token that was replaced, revoked, or taken away with the app's installation. */
const REFUSED_TOKEN = new Set(["account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"]);

function isTokenRefused(error: unknown): boolean {
  return error instanceof WebAPIPlatformError && REFUSED_TOKEN.has(error.data.error);
}
