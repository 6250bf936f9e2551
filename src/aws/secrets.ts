import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Clock } from "../domain/clock.ts";
import { PermanentFailure } from "../domain/failures.ts";
import { kept } from "../domain/deadline.ts";
import type { Secret } from "../domain/ports.ts";

/** What a deployment writes into a secret that somebody still has to fill in. */
const PLACEHOLDER = /(?:replace|change|fill)[ _-]?(?:me|in)|placeholder/iu;

/** How a secret's text is parsed, which throws if it is unusable, and after how long the secret is fetched again, if ever. */
interface Keeping<Value> {
  parse: (text: string) => Value;
  keepMilliseconds?: number;
  now: Clock;
}

/**
 * Fetches a secret when it is first needed, and again once it is too old. A good value stays in use until a new one has arrived, so an
 * outage of Secrets Manager doesn't affect a function that has one. Without one, each call fetches, and throws Secrets Manager's error, or a
 * PermanentFailure if the secret is empty, still a placeholder or unusable: filling it in helps at once.
 */
export function secret<Value>(
  client: SecretsManagerClient,
  id: string,
  { parse, keepMilliseconds, now }: Keeping<Value>,
): Secret<Value> {
  const fetch = async () => parse(await fetchSecret(client, id));
  return kept(fetch, { now, ...(keepMilliseconds ? { milliseconds: keepMilliseconds } : {}), outlives: true });
}

async function fetchSecret(client: SecretsManagerClient, id: string): Promise<string> {
  const { SecretString = "" } = await client.send(new GetSecretValueCommand({ SecretId: id }));
  if (SecretString.trim() === "" || PLACEHOLDER.test(SecretString)) {
    throw new PermanentFailure(
      "SecretNotFilledIn",
      `The secret ${id} is empty or still a placeholder. Enter its real value in Secrets Manager.`,
    );
  }
  return SecretString;
}
