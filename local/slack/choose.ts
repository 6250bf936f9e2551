import type { Terminal } from "./ask.ts";
import { type Channel, channelsOfApp, checkAppToken, checkBotToken, checkChannel, type Workspace } from "./checks.ts";
import {
  appTokenFault,
  botTokenFault,
  keepTokens,
  readTokens,
  SlackProblem,
  type Tokens,
  tokensInEnvironment,
} from "./tokens.ts";

/** A real workspace, with all that the stack needs to use it. */
export interface RealSlack extends Workspace {
  apiUrl: string | undefined;
  appToken: string;
  botToken: string;
  channel: string;
}

/** Where tokens come from, and where they are kept. */
export interface Sources {
  env: Record<string, string | undefined>;
  file: string;
  /** Where to ask; undefined where there is none. */
  terminal: Terminal | undefined;
  say: (text: string) => void;
}

/**
 * The workspace of the tokens in the environment, of those that were kept, or of those that the person types; the latter
 * are kept. All are tried at Slack. Throws SlackProblem with a sentence for the user.
 */
export async function chooseSlack(sources: Sources): Promise<RealSlack> {
  const { env, file, say } = sources;
  const apiUrl = env["SLACK_API_URL"];
  const inEnvironment = tokensInEnvironment(env);
  if (inEnvironment) {
    return useTokens(inEnvironment, apiUrl, sources);
  }
  const kept = readTokens(file);
  const wanted = env["SLACK_CHANNEL"];
  if (kept) {
    try {
      return await useTokens({ ...kept, channel: wanted ?? kept.channel }, apiUrl, sources);
    } catch (error) {
      if (!(error instanceof SlackProblem && sources.terminal)) {
        throw error;
      }
      say(`${error.message}\nThe tokens kept in ${file} are of no use; these take their place.\n`);
    }
  }
  const typed = await askForTokens(sources.terminal);
  const slack = await useTokens({ ...typed, channel: wanted }, apiUrl, sources);
  keepTokens(file, slack);
  say(`The tokens are kept in ${file}, readable by you only. Delete it to forget them.`);
  return slack;
}

async function useTokens(tokens: Tokens, apiUrl: string | undefined, { terminal }: Sources): Promise<RealSlack> {
  const workspace = await checkBotToken(tokens, apiUrl);
  await checkAppToken(tokens, apiUrl);
  const channel = tokens.channel ?? (await chooseChannel(tokens, apiUrl, terminal));
  await checkChannel(tokens, channel, apiUrl);
  return { ...workspace, ...tokens, channel, apiUrl };
}

async function askForTokens(terminal: Terminal | undefined): Promise<Tokens> {
  if (!terminal) {
    throw new SlackProblem(
      "There is no terminal to ask for the tokens. Start it in a terminal, or set SLACK_APP_TOKEN and SLACK_BOT_TOKEN.",
    );
  }
  terminal.say("What you paste is not shown.");
  return {
    appToken: await askUntil(terminal, "App token (xapp-…): ", appTokenFault),
    botToken: await askUntil(terminal, "Bot token (xoxb-…): ", botTokenFault),
  };
}

async function askUntil(
  terminal: Terminal,
  question: string,
  faultOf: (text: string) => string | undefined,
): Promise<string> {
  for (;;) {
    const answer = await terminal.askSecretly(question);
    const fault = faultOf(answer);
    if (fault === undefined) {
      return answer;
    }
    terminal.say(fault);
  }
}

const INVITE = "The app is in no channel yet. In Slack, type /invite @Onboarding in the approvers' channel";

/** The only channel that the app is in, or the one that the person chooses. */
async function chooseChannel(
  tokens: Tokens,
  apiUrl: string | undefined,
  terminal: Terminal | undefined,
): Promise<string> {
  for (;;) {
    const channels = await channelsOfApp(tokens, apiUrl);
    const [only] = channels ?? [];
    if (only && channels?.length === 1) {
      return only.id;
    }
    if (!terminal) {
      const why = channels?.length === 0 ? `${INVITE}.` : "Which channel do the approvers use?";
      throw new SlackProblem(`${why} Set SLACK_CHANNEL to its ID (C…).`);
    }
    if (channels === undefined) {
      return terminal.ask("ID of the approvers' channel (C…, from the channel's details): ");
    }
    if (channels.length === 0) {
      await terminal.ask(`${INVITE}, then press Enter here. `);
    } else {
      return chosenOf(channels, terminal);
    }
  }
}

async function chosenOf(channels: Channel[], terminal: Terminal): Promise<string> {
  for (;;) {
    terminal.say(channels.map(({ name }, index) => `  ${index + 1}  #${name}`).join("\n"));
    const chosen = channels[Number(await terminal.ask("The number of the approvers' channel: ")) - 1];
    if (chosen) {
      return chosen.id;
    }
  }
}
