import { WebAPIPlatformError } from "@slack/web-api";
import { slackClient } from "../../src/adapters/slack-client.ts";
import { Ailment, type Check, reason } from "../check.ts";

const TIMEOUT_MILLISECONDS = 5_000;
// Slack takes up to 120 days, and lets a scheduled message be deleted until a minute before it is due.
const FAR_AWAY_SECONDS = 100 * 86_400;

const MENDS: Record<string, string> = {
  not_in_channel: "Invite it: type /invite @Onboarding in the channel.",
  channel_not_found:
    "Check `channel` in the settings, deploy, and invite the app if the channel is private: /invite @Onboarding.",
  is_archived: "Choose a channel that is not archived, and deploy.",
  missing_scope: "Reinstall the app from the manifest: npm run manifest, then Install App in Slack's app settings.",
};
const REFUSED_TOKEN = "Copy the Bot User OAuth Token anew (Install App in Slack's app settings) and fill it in.";

export const slackToken: Check = {
  name: "Slack's token",
  needs: ["Slack's secret"],
  async look({ slackApiUrl }, { slack }) {
    try {
      const { team, user } = await slackClient(slack.botToken, slackApiUrl, TIMEOUT_MILLISECONDS).auth.test();
      return `good for ${team}, as @${user}`;
    } catch (error) {
      throw new Ailment(`Slack refuses it: ${slackReason(error)}.`, REFUSED_TOKEN);
    }
  },
};

/** Schedules a message far away and takes it back: nobody sees it, and it needs no scope that the app does not have. */
export const channel: Check = {
  name: "channel",
  needs: ["Slack's token"],
  async look({ slackApiUrl, now }, { slack, outputs }) {
    const client = slackClient(slack.botToken, slackApiUrl, TIMEOUT_MILLISECONDS);
    const id = outputs["Channel"] ?? "";
    try {
      const { scheduled_message_id = "" } = await client.chat.scheduleMessage({
        channel: id,
        post_at: Math.floor(now().getTime() / 1000) + FAR_AWAY_SECONDS,
        text: "npm run doctor looked whether the app may write here, and failed to take this back.",
      });
      const isTakenBack = await client.chat.deleteScheduledMessage({ channel: id, scheduled_message_id }).then(
        () => true,
        () => false,
      );
      return `the app may write in ${id}${isTakenBack ? "" : "; a message scheduled to try it could not be taken back"}`;
    } catch (error) {
      const code = slackReason(error);
      throw new Ailment(
        `The app cannot write in ${id}: ${code}.`,
        MENDS[code] ?? "Slack's documentation says what that is.",
      );
    }
  },
};

function slackReason(error: unknown): string {
  return error instanceof WebAPIPlatformError ? error.data.error : reason(error);
}
