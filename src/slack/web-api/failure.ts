import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { PermanentFailure, Throttled } from "../../domain/failures.ts";

// The documentation of each method lists its errors: https://docs.slack.dev/reference/methods/chat.postMessage#errors

/** Trouble of Slack's own, or a limit: it passes, even where a code looks like a refusal. */
const PASSING = new Set([
  "external_channel_migrating",
  "message_limit_exceeded",
  "org_login_required", // until a migration is complete
  "streaming_state_conflict",
  "team_added_to_org", // as above
]);

/** Refusals that no retry fixes: the app, its token, the channel, the person or the message must change first. */
const REFUSALS = new Set([
  "accesslimited",
  "account_inactive",
  "app_access_restricted",
  "block_mismatch",
  "blocked_file_type",
  "edit_window_closed",
  "enterprise_is_restricted",
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
 * The messages are our own, because the library's repeat what the network layer said, which may quote a header.
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

/** Whether trying again is in vain. A code that nobody has documented is tried again: late is better than lost. */
function isRefusal(code: string): boolean {
  return !PASSING.has(code) && (REFUSALS.has(code) || FAMILIES.some((family) => family.test(code)));
}
