import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { escalationIn, isGroup, peopleIn } from "../../../src/domain/people.ts";
import { slackClient } from "../../../src/slack/web-api.ts";
import { type Check, type Instruments, type Known, Problem, reason } from "../check.ts";

const TIMEOUT_MILLISECONDS = 5_000;
// Slack takes up to 120 days, and lets a scheduled message be deleted until a minute before it is due.
const FAR_AWAY_SECONDS = 100 * 86_400;
const REINSTALL =
  "Reinstall the app from the manifest: npm run manifest, then OAuth & Permissions in Slack's app settings.";

const FIXES: Record<string, string> = {
  not_in_channel: "Invite it: type /invite @Onboarding in the channel.",
  channel_not_found:
    "Check `channel` and `escalateTo` in the settings, deploy, and invite the app if the channel is private: /invite @Onboarding.",
  is_archived: "Choose a channel that is not archived, and deploy.",
  missing_scope: REINSTALL,
};
const REFUSED_TOKEN = "Copy the Bot User OAuth Token again (Install App in Slack's app settings) and fill it in.";

export const slackToken: Check = {
  name: "Slack's token",
  needs: ["Slack's secret"],
  async look(instruments, known) {
    try {
      const { team, user, response_metadata } = await clientOf(instruments, known).auth.test();
      known.scopes = response_metadata?.scopes;
      return `good for ${team}, as @${user}`;
    } catch (error) {
      throw new Problem(`Slack refuses it: ${slackReason(error)}.`, REFUSED_TOKEN);
    }
  },
};

/** The client reads the granted scopes from the x-oauth-scopes header of each answer. */
export const scopes: Check = {
  name: "Slack's scopes",
  needs: ["Slack's token"],
  look(_instruments, { scopes: granted, outputs }) {
    const { oauth_config }: { oauth_config: { scopes: { bot: string[] } } } = parse(
      readFileSync(new URL("../../../slack-manifest.yml", import.meta.url), "utf8"),
    );
    const asked = oauth_config.scopes.bot;
    const isNeeded: Record<string, boolean> = {
      "channels:read": outputs["Approvers"] === "channel",
      "groups:read": outputs["Approvers"] === "channel",
      "usergroups:read": groupsIn(outputs).length > 0,
    };
    const needed = asked.filter((scope) => isNeeded[scope] ?? true);
    if (!granted) {
      throw new Problem("Slack does not say which scopes the app has.", "Run this again.", { isMild: true });
    }
    const missing = needed.filter((scope) => !granted.includes(scope));
    if (missing.length > 0) {
      throw new Problem(`The app lacks ${missing.join(" and ")}.`, REINSTALL);
    }
    const extra = granted.filter((scope) => !asked.includes(scope));
    if (extra.length > 0) {
      throw new Problem(
        `The app has more than it needs: ${extra.join(", ")}.`,
        "Remove them under OAuth & Permissions in Slack's app settings, and reinstall the app.",
        { isMild: true },
      );
    }
    return needed.join(", ");
  },
};

/** Looks at the approvers' channel, and at the one that the last reminder escalates to, if it is one. */
export const channel: Check = {
  name: "channel",
  needs: ["Slack's token"],
  async look(instruments, known) {
    const escalation = escalationIn(known.outputs["EscalatesTo"] ?? "");
    const ids = [
      known.outputs["Channel"] ?? "",
      ...(escalation && "channel" in escalation ? [escalation.channel] : []),
    ];
    const found: string[] = [];
    for (const id of ids) {
      found.push(await writing(instruments, known, id));
    }
    return found.join("; ");
  },
};

/** Schedules a message far away and takes it back: nobody sees it, and it needs no scope that the app does not have. */
async function writing(instruments: Instruments, known: Known, id: string): Promise<string> {
  const client = clientOf(instruments, known);
  try {
    const { scheduled_message_id = "" } = await client.chat.scheduleMessage({
      channel: id,
      post_at: Math.floor(instruments.now().getTime() / 1000) + FAR_AWAY_SECONDS,
      text: "npm run doctor checked whether the app can write here, and failed to take this message back.",
    });
    const isTakenBack = await client.chat.deleteScheduledMessage({ channel: id, scheduled_message_id }).then(
      () => true,
      () => false,
    );
    return `the app can write in ${id}${isTakenBack ? "" : "; a message scheduled to try it could not be taken back"}`;
  } catch (error) {
    const code = slackReason(error);
    throw new Problem(`The app cannot write in ${id}: ${code}.`, FIXES[code] ?? documented("chat.scheduleMessage"));
  }
}

export const userGroups: Check = {
  name: "user groups",
  needs: ["Slack's scopes"],
  async look(instruments, known) {
    const client = clientOf(instruments, known);
    const found: string[] = [];
    for (const usergroup of groupsIn(known.outputs)) {
      const { users = [] } = await client.usergroups.users.list({ usergroup }).catch((error: unknown) => {
        throw new Problem(
          `The user group ${usergroup} cannot be read: ${slackReason(error)}.`,
          "Check approvers, requesters, notify and escalateTo in the settings: Slack shows a group's ID in its details. Then deploy.",
        );
      });
      if (users.length === 0) {
        throw new Problem(
          `The user group ${usergroup} has no members, or is disabled.`,
          "Add people to it in Slack, or name another group in the settings and deploy.",
        );
      }
      found.push(`${usergroup} has ${users.length === 1 ? "one member" : `${users.length} members`}`);
    }
    return found.length > 0 ? found.join(", ") : "the settings name none";
  },
};

/** Has Slack validate everything that it shows, filled to its limits. https://docs.slack.dev/reference/methods/blocks.validate */
export const cardsAndForms: Check = {
  name: "cards and forms",
  needs: ["Slack's token"],
  async look(instruments, known) {
    const all = await instruments.surfaces();
    const client = clientOf(instruments, known);
    for (const [index, { name, ...surface }] of all.entries()) {
      try {
        await client.blocks.validate(surface);
      } catch (error) {
        const code = slackReason(error);
        if (!code.startsWith("invalid_")) {
          throw new Problem(
            `Slack checked ${index} of ${all.length} cards and forms, then answered ${code}.`,
            "Run this again in a minute.",
            { isMild: true },
          );
        }
        throw new Problem(
          `Slack refuses the ${name}: ${complaintOf(error) ?? code}.`,
          "This is a bug: fix it in src/slack and deploy. Until then it is not shown.",
        );
      }
    }
    return `Slack accepts all ${all.length} of them`;
  },
};

function clientOf({ slackApiUrl }: Instruments, { slack }: Known): WebClient {
  return slackClient(slack.botToken, slackApiUrl, TIMEOUT_MILLISECONDS);
}

/** The user groups that the settings name. */
function groupsIn(outputs: Known["outputs"]): string[] {
  const lists = [outputs["Approvers"], outputs["Requesters"], outputs["Notified"], outputs["EscalatesTo"]];
  const named = lists.flatMap((list = "") => peopleIn(list) ?? []);
  return [...new Set(named.filter(isGroup))];
}

function slackReason(error: unknown): string {
  return error instanceof WebAPIPlatformError ? error.data.error : reason(error);
}

/** The first thing that Slack finds wrong, and where. */
function complaintOf(error: unknown): string | undefined {
  const { errors: [first] = [] } =
    error instanceof WebAPIPlatformError ? (error.data as { errors?: { message?: string; pointer?: string }[] }) : {};
  return first?.message && `${first.message} at ${first.pointer}`;
}

const documented = (method: string) => `https://docs.slack.dev/reference/methods/${method} says what that is.`;
