import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from "@slack/web-api";
import { PermanentFailure, Throttled } from "../domain/failures.ts";
import type { Secret } from "../domain/ports.ts";
import type { SlackCredentials } from "./credentials.ts";
import { quietLogger } from "./log.ts";

/** Returns a client of Slack's Web API; with `afresh`, its token is fetched again, because Slack refused the cached one. */
export type SlackClients = (afresh?: boolean) => Promise<WebClient>;

/** Clients with the bot token out of the secret, each call of which fails within `timeout` milliseconds. */
export function slackClients(secret: Secret<SlackCredentials>, apiUrl?: string, timeout?: number): SlackClients {
  return async (afresh) => {
    const { botToken } = await (afresh ? secret.refresh() : secret());
    return slackClient(botToken, apiUrl, timeout);
  };
}

/**
 * One call to Slack. If Slack refuses the token, which may have been replaced since it was fetched, the call is made once more with a
 * fresh one. Throws as slackFailure has it.
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

const TIMEOUT_MILLISECONDS = 2_000;

/** A client of Slack's Web API that fails within `timeout` milliseconds and neither waits nor retries: the caller does. */
export function slackClient(token: string, apiUrl?: string, timeout = TIMEOUT_MILLISECONDS): WebClient {
  return new WebClient(token, {
    retryConfig: { retries: 0 },
    timeout,
    rejectRateLimitedCalls: true,
    logger: quietLogger,
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  });
}

// The documentation of each method lists its errors: https://docs.slack.dev/reference/methods/chat.postMessage#errors

/** A limit that passes, though its code looks like a refusal. */
const PASSING = "message_limit_exceeded";

/** Refusals that no retry fixes: the app, its token, the channel, the person or the message must change first. */
const REFUSALS = new Set([
  "accesslimited",
  "account_inactive",
  "app_access_restricted",
  "block_mismatch",
  "blocked_file_type",
  "edit_window_closed",
  "enterprise_is_restricted",
  "hash_conflict",
  "is_archived",
  "is_bot",
  "is_inactive",
  "markdown_text_conflict",
  "messages_tab_disabled",
  "restricted_action",
  "send_on_behalf_not_allowed",
  "team_access_not_granted",
  "two_factor_setup_required",
  "unable_to_share_files",
  "unknown_method",
  "user_not_visible",
]);

/** Refusals come in families, and Slack adds to them. */
const FAMILIES = [
  /^(?:cannot|cant|draft|file|invalid|metadata|missing|msg|no|not|restricted_action|slack_connect|token|too_many)_/u,
  /_(?:denied|deprecated|exceeded|not_found|not_supported)$/u,
  /^(?:deprecated|method_deprecated)/u,
];

/** Slack could not be reached or had trouble of its own: worth a retry. The name tells an operator what it was. */
class SlackUnavailable extends Error {
  override name = "SlackUnavailable";
}

/**
 * A failed call to Slack in the domain's terms: Throttled, PermanentFailure named `slack_<error>`, or an error to retry.
 * The messages are ours, because the library's repeat the network layer's, which may quote a header.
 */
export function slackFailure(error: unknown): Error {
  if (error instanceof WebAPIRateLimitedError) {
    return new Throttled("Slack asks to come back later.", error.retryAfter);
  }
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error;
    const message = `Slack refused the call: ${code}.`;
    return isRefusal(code) ? new PermanentFailure(`slack_${code}`, message) : new SlackUnavailable(message);
  }
  if (error instanceof WebAPIHTTPError) {
    return new SlackUnavailable(`Slack answered with HTTP status ${error.statusCode}.`);
  }
  if (error instanceof WebAPIRequestError) {
    return new SlackUnavailable(`Slack could not be reached: ${error.original.name}.`);
  }
  return error instanceof Error ? error : new SlackUnavailable("The call to Slack failed.");
}

/** Whether a retry is pointless. A code that nobody has documented is tried again: late is better than lost. */
function isRefusal(code: string): boolean {
  return code !== PASSING && (REFUSALS.has(code) || FAMILIES.some((family) => family.test(code)));
}
