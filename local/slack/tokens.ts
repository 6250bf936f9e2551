import { readFileSync, rmSync, writeFileSync } from "node:fs";
import * as v from "valibot";
import { BadChoice } from "../../tools/command-line.ts";

/** The two tokens of a Slack app in Socket Mode, and the approvers' channel once it is known. */
export interface Tokens {
  appToken: string;
  botToken: string;
  channel?: string | undefined;
}

/** The real workspace can't be used; the message says why and what to do, and repeats no token. */
export class SlackProblem extends BadChoice {
  override name = "SlackProblem";
}

const APP = {
  name: "app token",
  start: "xapp-",
  where: "Copy it from Basic Information, App-Level Tokens, in your app's settings at https://api.slack.com/apps.",
} as const;
const BOT = {
  name: "bot token",
  start: "xoxb-",
  where:
    "Copy the Bot User OAuth Token from OAuth & Permissions, in your app's settings at https://api.slack.com/apps.",
} as const;

/** What is wrong with the text as an app token, in a sentence; undefined where it could be one. */
export const appTokenFault = (text: string): string | undefined => fault(APP, BOT, text);

/** What is wrong with the text as a bot token, in a sentence; undefined where it could be one. */
export const botTokenFault = (text: string): string | undefined => fault(BOT, APP, text);

function fault(kind: typeof APP | typeof BOT, other: typeof APP | typeof BOT, text: string): string | undefined {
  if (/^[\w-]+$/u.test(text) && text.startsWith(kind.start) && text.length > kind.start.length) {
    return undefined;
  }
  const mixedUp = text.startsWith(other.start) ? ` This is the ${other.name}.` : "";
  return `The ${kind.name} begins with ${kind.start} and has no spaces.${mixedUp} ${kind.where}`;
}

const Environment = v.object({
  SLACK_APP_TOKEN: v.optional(v.string()),
  SLACK_BOT_TOKEN: v.optional(v.string()),
  SLACK_CHANNEL: v.optional(v.string()),
});

/** The tokens in the environment; undefined where there are none. Throws SlackProblem if one is malformed or missing. */
export function tokensInEnvironment(env: Record<string, string | undefined>): Tokens | undefined {
  const { SLACK_APP_TOKEN, SLACK_BOT_TOKEN, SLACK_CHANNEL: channel } = v.parse(Environment, env);
  if (!SLACK_APP_TOKEN && !SLACK_BOT_TOKEN) {
    return undefined;
  }
  const faults = [
    ["SLACK_APP_TOKEN", appTokenFault(SLACK_APP_TOKEN ?? "")],
    ["SLACK_BOT_TOKEN", botTokenFault(SLACK_BOT_TOKEN ?? "")],
  ].filter(([, sentence]) => sentence);
  if (faults.length > 0 || !SLACK_APP_TOKEN || !SLACK_BOT_TOKEN) {
    throw new SlackProblem(faults.map(([name, sentence]) => `${name}: ${sentence}`).join("\n"));
  }
  return { appToken: SLACK_APP_TOKEN, botToken: SLACK_BOT_TOKEN, channel };
}

const File = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ app_token: v.string(), bot_token: v.string(), channel: v.optional(v.string()) }),
);

/** The tokens that a former start kept; undefined where there are none. */
export function readTokens(file: string): Tokens | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(File, text);
  const { app_token: appToken = "", bot_token: botToken = "", channel } = parsed.success ? parsed.output : {};
  return appTokenFault(appToken) || botTokenFault(botToken) ? undefined : { appToken, botToken, channel };
}

/** Keeps the tokens for the next start, for this user's eyes only. */
export function keepTokens(file: string, { appToken, botToken, channel }: Tokens): void {
  const content = { app_token: appToken, bot_token: botToken, ...(channel ? { channel } : {}) };
  rmSync(file, { force: true }); // its former mode would stay
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
}
