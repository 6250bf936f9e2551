import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRequestError } from "@slack/web-api";
import { slackClient } from "../../src/slack/web-api.ts";
import { SlackProblem, type Tokens } from "./tokens.ts";

const TIMEOUT_MILLISECONDS = 10_000;
// Slack takes up to 120 days, and lets a scheduled message be deleted until a minute before it is due.
const FAR_AWAY_SECONDS = 100 * 86_400;
const SCOPES = ["chat:write", "commands"];
const SETTINGS = "your app's settings at https://api.slack.com/apps";
const UPDATE = `Paste what \`npm run manifest -- --socket\` prints under App Manifest, and reinstall the app, in ${SETTINGS}.`;

/** A workspace as the bot token opens it. */
export interface Workspace {
  team: string;
  botName: string;
}

/** A channel that the app is a member of. */
export interface Channel {
  id: string;
  name: string;
}

/** The app's workspace. Throws SlackProblem where Slack refuses the bot token, or scopes are missing. */
export async function checkBotToken({ botToken }: Tokens, apiUrl: string | undefined): Promise<Workspace> {
  const {
    team = "",
    user = "",
    response_metadata,
  } = await explained(
    () => slackClient(botToken, apiUrl, TIMEOUT_MILLISECONDS).auth.test(),
    (code) => `Slack refuses the bot token (${code}). Copy it anew from OAuth & Permissions, in ${SETTINGS}.`,
  );
  const missing = SCOPES.filter((scope) => !response_metadata?.scopes?.includes(scope));
  if (missing.length > 0) {
    throw new SlackProblem(`The app in ${team} lacks ${missing.join(" and ")}. ${UPDATE}`);
  }
  return { team, botName: user };
}

/** Throws SlackProblem where Slack opens no Socket Mode connection for the app token. */
export async function checkAppToken({ appToken }: Tokens, apiUrl: string | undefined): Promise<void> {
  const client = slackClient(appToken, apiUrl, TIMEOUT_MILLISECONDS);
  await explained(
    () => client.apps.connections.open(),
    (code) =>
      code === "missing_scope"
        ? `The app token lacks the scope connections:write. Generate one that has it under Basic Information, App-Level Tokens, in ${SETTINGS}.`
        : `Slack refuses the app token (${code}). Copy it anew from Basic Information, App-Level Tokens, in ${SETTINGS}.`,
  );
}

/** The channels that the app is in; undefined where it lacks the scopes to tell. Throws SlackProblem. */
export async function channelsOfApp({ botToken }: Tokens, apiUrl: string | undefined): Promise<Channel[] | undefined> {
  try {
    const { channels = [] } = await slackClient(botToken, apiUrl, TIMEOUT_MILLISECONDS).users.conversations({
      types: "public_channel,private_channel",
      exclude_archived: true,
      limit: 200,
    });
    return channels.map(({ id = "", name = "" }) => ({ id, name }));
  } catch (error) {
    if (codeOf(error) === "missing_scope") {
      return undefined;
    }
    throw unreachable(error);
  }
}

/** Schedules a message far away and takes it back, which nobody sees. Throws SlackProblem where the app can't write there. */
export async function checkChannel({ botToken }: Tokens, channel: string, apiUrl: string | undefined): Promise<void> {
  const client = slackClient(botToken, apiUrl, TIMEOUT_MILLISECONDS);
  const { scheduled_message_id = "" } = await explained(
    () =>
      client.chat.scheduleMessage({
        channel,
        post_at: Math.floor(Date.now() / 1000) + FAR_AWAY_SECONDS,
        text: "This message tried whether the app can write here, and could not be taken back.",
      }),
    (code) => CHANNEL_FAULTS[code] ?? `The app can't write in that channel (${code}). Choose another one.`,
  );
  await client.chat.deleteScheduledMessage({ channel, scheduled_message_id }).catch(() => undefined);
}

const CHANNEL_FAULTS: Record<string, string> = {
  not_in_channel: "The app is not in that channel. Type /invite @Onboarding there, and start again.",
  channel_not_found:
    "Slack knows no such channel, or the app is not in it. Take the ID (C…) from the channel's details, and type /invite @Onboarding there.",
  is_archived: "That channel is archived. Choose another one.",
};

/** Makes the call, and a sentence of what Slack refuses. */
async function explained<Answer>(call: () => Promise<Answer>, sentence: (code: string) => string): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    const code = codeOf(error);
    throw code === undefined ? unreachable(error) : new SlackProblem(sentence(code));
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** The libraries' own messages may quote a token, and are not repeated. */
function unreachable(error: unknown): SlackProblem {
  const why =
    error instanceof WebAPIHTTPError
      ? `HTTP status ${error.statusCode}`
      : error instanceof WebAPIRequestError
        ? reasonOf(error.original)
        : "an unknown error";
  return new SlackProblem(
    `Slack can't be reached (${why}). Check the network, or the proxy in HTTPS_PROXY, and start again.`,
  );
}

function reasonOf({ name, cause }: Error): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : name;
}
