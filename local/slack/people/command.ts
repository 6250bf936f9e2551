import * as v from "valibot";
import { Impossible } from "../../page/doing.ts";
import { readArguments } from "../api/arguments.ts";
import { Answer, respond } from "../api/respond.ts";
import { SlackError } from "../api/slack-error.ts";
import { APP, COMMANDS, SLACKBOT, TEAM, teamOf } from "../identities.ts";
import { whisper } from "../messages.ts";
import type { Occasion, Workspace } from "../workspace.ts";
import { type AppAnswer, deliverForm } from "./deliver.ts";
import { findPerson, responseUrl, VERIFICATION_TOKEN } from "./envelope.ts";
import type { Sandbox } from "./sandbox.ts";

/** A slash command that someone types into a conversation. */
export interface Command {
  user: string;
  command?: string | undefined;
  text: string;
  channel?: string | undefined;
}

/** Sends a slash command to the app and shows its answer. https://docs.slack.dev/interactivity/implementing-slash-commands */
export async function command(sandbox: Sandbox, input: Command): Promise<AppAnswer> {
  const { workspace, app } = sandbox;
  const { user, command: name = COMMANDS[0], text, channel = "C0APPROVALS" } = input;
  const person = findPerson(user);
  const conversation = workspace.conversations.get(channel);
  if (!conversation) {
    throw new Impossible(`There is no conversation ${channel}.`);
  }
  const occasion = { channel, user };
  if (!COMMANDS.some((known) => known === name)) {
    const trouble = `${name} is not a command of this workspace. Try ${COMMANDS.join(" or ")}.`;
    tell(workspace, occasion, trouble);
    workspace.changes.announce();
    return { status: undefined, body: "", milliseconds: 0, trouble };
  }
  const team = teamOf(person);
  const answer = await deliverForm(app, {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel,
    channel_name: conversation.name,
    user_id: user,
    user_name: person.username,
    command: name,
    text: escaped(text.trim()),
    api_app_id: APP.id,
    is_enterprise_install: "false",
    response_url: responseUrl(sandbox, occasion),
    trigger_id: workspace.triggers.issue({ user }),
  });
  const trouble = answer.trouble ?? showAnswer(workspace, occasion, answer.body);
  if (trouble) {
    tell(workspace, occasion, `${name} failed. ${trouble}`);
  }
  workspace.changes.announce();
  return { ...answer, trouble };
}

/** Slack escapes what people type. https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Shows the body of the app's answer, plain text or JSON; says what is wrong with it where Slack would show nothing. */
function showAnswer(workspace: Workspace, occasion: Occasion, body: string): string | undefined {
  if (body.trim() === "") {
    return undefined;
  }
  try {
    const answer = v.parse(Answer, body.startsWith("{") ? readArguments("application/json", body) : { text: body });
    respond(workspace, occasion, answer);
    return undefined;
  } catch (error) {
    if (error instanceof SlackError || v.isValiError(error)) {
      return "The app's answer is nothing that Slack can show.";
    }
    throw error;
  }
}

/** Slack's own private word to the one who typed. */
function tell(workspace: Workspace, { channel, user }: Occasion, text: string): void {
  const message = { type: "message", ts: workspace.nextTs(), user: SLACKBOT.id, team: TEAM.id, text } as const;
  whisper(workspace, { ...message, channel, to: user });
}
