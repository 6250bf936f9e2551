import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { PermanentFailure, Throttled } from "../domain/failures.ts";

/** Slack's refusals that no retry mends: the app, its token, the channel or the message must change first. */
const PERMANENT = new Set([
  "access_denied",
  "account_inactive",
  "cant_update_message",
  "channel_not_found",
  "ekm_access_denied",
  "invalid_arguments",
  "invalid_auth",
  "invalid_blocks",
  "invalid_blocks_format",
  "is_archived",
  "message_not_found",
  "messages_tab_disabled",
  "missing_scope",
  "msg_blocks_too_long",
  "msg_too_long",
  "no_permission",
  "no_text",
  "not_allowed_token_type",
  "not_authed",
  "not_in_channel",
  "org_login_required",
  "restricted_action",
  "team_access_not_granted",
  "thread_not_found",
  "token_expired",
  "token_revoked",
  "user_not_found",
  "user_not_visible",
]);

/** Slack could not be reached or had trouble of its own: worth a retry. The name tells an operator what it was. */
class SlackUnavailable extends Error {
  override name = "SlackUnavailable";
}

/**
 * A failed call to Slack in the domain's terms: Throttled, PermanentFailure named `slack_<error>`, or an error to retry.
 * The messages are our own, for the library's repeat what the network layer said, which may quote a header.
 */
export function slackFailure(error: unknown): Error {
  if (error instanceof WebAPIRateLimitedError) {
    return new Throttled("Slack asks to come back later.", error.retryAfter);
  }
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error;
    const message = `Slack refused the call: ${code}.`;
    return PERMANENT.has(code) ? new PermanentFailure(`slack_${code}`, message) : new SlackUnavailable(message);
  }
  if (error instanceof WebAPIHTTPError) {
    return new SlackUnavailable(`Slack answered with HTTP status ${error.statusCode}.`);
  }
  if (error instanceof WebAPIRequestError) {
    return new SlackUnavailable(`Slack could not be reached: ${error.original.name}.`);
  }
  return error instanceof Error ? error : new SlackUnavailable("The call to Slack failed.");
}
