import * as v from "valibot";
import { Impossible } from "../live-page/action.ts";
import { readArguments } from "../api/arguments.ts";
import { Answer, respond } from "../api/respond.ts";
import { SlackError } from "../api/slack-error.ts";
import { SLACKBOT } from "../directory.ts";
import { postPrivately } from "../messages.ts";
import type { ResponseTarget, State } from "../state/state.ts";
import type { AppAnswer } from "./deliver.ts";
import { findPerson, responseUrl, type Session, teamOf, VERIFICATION_TOKEN } from "./session.ts";

/** A slash command that someone types into a conversation. */
export interface TypedCommand {
  user: string;
  /** The workspace's first command unless given. */
  command?: string | undefined;
  text: string;
  /** The workspace's first channel unless given. */
  channel?: string | undefined;
}

/** Sends a slash command to the app and shows its answer. https://docs.slack.dev/interactivity/implementing-slash-commands */
export async function command(session: Session, input: TypedCommand): Promise<AppAnswer> {
  const { state, app } = session;
  const { app: installed, enterprise, firstChannel } = state.directory;
  const names = installed.commands.map((known) => known.name);
  const { user, command: name = names[0] ?? "", text, channel = firstChannel.id } = input;
  const person = findPerson(state, user);
  const conversation = state.conversations.get(channel);
  if (!conversation) {
    throw new Impossible(`There is no conversation ${channel}.`);
  }
  const target = { channel, user };
  if (!names.includes(name)) {
    const problem = `${name} is not a command of this workspace. ${names.length > 0 ? `Try ${names.join(" or ")}.` : "It has none."}`;
    tell(state, target, problem);
    return { status: undefined, body: "", milliseconds: 0, problem };
  }
  const team = teamOf(state, person);
  const payload = {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel,
    channel_name: conversation.name,
    ...(enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}),
    user_id: user,
    user_name: person.username,
    command: name,
    text: escaped(text.trim()),
    api_app_id: installed.id,
    is_enterprise_install: "false",
    response_url: responseUrl(session, target),
    trigger_id: state.triggers.issue({ user }),
  };
  const answer = await app.deliver({ type: "slash_commands", payload });
  const problem = answer.problem ?? showAnswer(state, target, answer.body);
  if (problem) {
    tell(state, target, `${name} failed. ${problem}`);
  }
  return { ...answer, problem };
}

/** Slack escapes what people type. https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Shows the body of the app's answer, plain text or JSON; returns the problem where Slack would show nothing. */
function showAnswer(state: State, target: ResponseTarget, body: string): string | undefined {
  if (body.trim() === "") {
    return undefined;
  }
  try {
    const answer = v.parse(Answer, body.startsWith("{") ? readArguments("application/json", body) : { text: body });
    respond(state, target, answer);
    return undefined;
  } catch (error) {
    if (error instanceof SlackError || v.isValiError(error)) {
      return "The app's answer is nothing that Slack can show.";
    }
    throw error;
  }
}

/** A private message from Slackbot to the person who typed. */
function tell(state: State, { channel, user }: ResponseTarget, text: string): void {
  const message = {
    type: "message",
    ts: state.nextTs(),
    user: SLACKBOT.id,
    team: state.directory.team.id,
    text,
  } as const;
  postPrivately(state, { ...message, channel, to: user });
}
