import * as v from "valibot";
import { PermanentFailure } from "../domain/failures.ts";

const WHOLE = 'must be JSON like {"bot_token": "xoxb-…", "signing_secret": "…"}';
const BOT_TOKEN = 'bot_token must be the app\'s "Bot User OAuth Token", which begins with xoxb-';
const SIGNING_SECRET = 'signing_secret must be the "Signing Secret" of the app\'s "Basic Information"';

const SlackSecrets = v.pipe(
  v.string(),
  v.parseJson(undefined, WHOLE),
  v.object(
    {
      bot_token: v.pipe(v.string(BOT_TOKEN), v.regex(/^xoxb-[\w-]+$/u, BOT_TOKEN)),
      signing_secret: v.pipe(v.string(SIGNING_SECRET), v.regex(/^[\w-]{16,}$/u, SIGNING_SECRET)),
    },
    WHOLE,
  ),
);

/** The app's two secrets at Slack. */
export interface SlackCredentials {
  botToken: string;
  signingSecret: string;
}

/** Slack's two secrets in the text of the one that holds them. Throws a PermanentFailure that names every fault and repeats no value. */
export function slackCredentials(text: string): SlackCredentials {
  const parsed = v.safeParse(SlackSecrets, text);
  if (!parsed.success) {
    const faults = parsed.issues.map((issue) => issue.message).join("; ");
    throw new PermanentFailure("SecretNotFilledIn", `Slack's secret is not usable: ${faults}.`);
  }
  return { botToken: parsed.output.bot_token, signingSecret: parsed.output.signing_secret };
}
