import { WebClient } from "@slack/web-api";
import { quietLogger } from "../quiet-logger.ts";

const TIMEOUT_MILLISECONDS = 2_000;

/** A client of Slack's Web API that fails within 2 s, or as told, and neither waits nor retries: whoever calls owns both. */
export function slackClient(token: string, apiUrl?: string, timeout = TIMEOUT_MILLISECONDS): WebClient {
  return new WebClient(token, {
    retryConfig: { retries: 0 },
    timeout,
    rejectRateLimitedCalls: true,
    logger: quietLogger,
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  });
}
