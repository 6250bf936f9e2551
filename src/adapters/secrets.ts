import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as v from "valibot";
import type { Clock } from "../domain/clock.ts";
import { PermanentFailure } from "../domain/failures.ts";

/** What a deployment writes into a secret that a person has yet to fill in. */
const PLACEHOLDER = /(?:replace|change|fill)[ _-]?(?:me|in)|placeholder/iu;

/** Gives a secret's value; once it is forgotten, the value is fetched anew. */
export interface Secret {
  (): Promise<string>;
  /** Forgets a value that was kept for this long or longer, 0 without it; says whether there was one. */
  forget(keptMilliseconds?: number): boolean;
}

/** How a secret is kept: what it has to be like, and for how long at the most. */
export interface Keeping {
  /** Throws where the value is not usable. */
  check?: (value: string) => void;
  keepMilliseconds?: number;
  now: Clock;
}

/**
 * Fetches a secret when it is first asked for and keeps it until it is forgotten or too old. A failure is not kept, and
 * neither is a secret that is empty, still a placeholder or not usable, which is a PermanentFailure: filling it in helps at
 * once.
 */
export function secret(
  client: SecretsManagerClient,
  id: string,
  { check = () => undefined, keepMilliseconds = Number.POSITIVE_INFINITY, now }: Keeping,
): Secret {
  let kept: { value: Promise<string>; since: number } | undefined;
  const forget = (keptMilliseconds = 0): boolean => {
    if (!kept || now().getTime() - kept.since < keptMilliseconds) {
      return false;
    }
    kept = undefined;
    return true;
  };
  const get = () => {
    const value = fetchUsable(client, id, check).catch((error: unknown) => {
      forget();
      throw error;
    });
    kept = { value, since: now().getTime() };
    return value;
  };
  const current = () => {
    forget(keepMilliseconds);
    return kept?.value ?? get();
  };
  return Object.assign(current, { forget });
}

async function fetchUsable(client: SecretsManagerClient, id: string, check: (value: string) => void): Promise<string> {
  const value = await fetchSecret(client, id);
  check(value);
  return value;
}

async function fetchSecret(client: SecretsManagerClient, id: string): Promise<string> {
  const { SecretString = "" } = await client.send(new GetSecretValueCommand({ SecretId: id }));
  if (SecretString.trim() === "" || PLACEHOLDER.test(SecretString)) {
    throw new PermanentFailure(
      "SecretNotFilledIn",
      `The secret ${id} is empty or still a placeholder. Put its real value in, in Secrets Manager.`,
    );
  }
  return SecretString;
}

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

/** Slack's two secrets out of the one that holds them. Throws a PermanentFailure that names every fault and repeats no value. */
export async function slackSecrets(get: () => Promise<string>): Promise<{ botToken: string; signingSecret: string }> {
  return parseSlackSecrets(await get());
}

/** As slackSecrets, of a value that is there. */
export function parseSlackSecrets(value: string): { botToken: string; signingSecret: string } {
  const parsed = v.safeParse(SlackSecrets, value);
  if (!parsed.success) {
    const faults = parsed.issues.map((issue) => issue.message).join("; ");
    throw new PermanentFailure("SecretNotFilledIn", `Slack's secret is not usable: ${faults}.`);
  }
  return { botToken: parsed.output.bot_token, signingSecret: parsed.output.signing_secret };
}
