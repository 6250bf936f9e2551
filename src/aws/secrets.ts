import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Clock } from "../domain/clock.ts";
import { PermanentFailure } from "../domain/failures.ts";
import type { Secret } from "../domain/ports.ts";

/** What a deployment writes into a secret that a person has yet to fill in. */
const PLACEHOLDER = /(?:replace|change|fill)[ _-]?(?:me|in)|placeholder/iu;

/** After how long a secret is fetched anew; never, if not given. */
interface Keeping {
  keepMilliseconds?: number;
  now: Clock;
}

/** What is made of a secret's text. Throws where it is not usable. */
interface Parsing<Value> {
  parse: (text: string) => Value;
}

/**
 * Fetches a secret when it is first asked for, and anew once it is too old. A good value stays in use until a new one has
 * arrived, so that an outage of Secrets Manager stops nobody who has one. Without one, each call asks, and throws what Secrets
 * Manager does, or a PermanentFailure for a secret that is empty, still a placeholder or not usable: filling it in helps at
 * once.
 */
export function secret(client: SecretsManagerClient, id: string, keeping: Keeping): Secret;
export function secret<Value extends string | object>(
  client: SecretsManagerClient,
  id: string,
  keeping: Keeping & Parsing<Value>,
): Secret<Value>;
export function secret<Value extends string | object>(
  client: SecretsManagerClient,
  id: string,
  { parse, keepMilliseconds = Number.POSITIVE_INFINITY, now }: Keeping & Partial<Parsing<Value>>,
): Secret<Value | string> {
  let good: Value | string | undefined;
  let askedAt = 0;
  let asked: Promise<Value | string> | undefined;

  const refresh = (): Promise<Value | string> => {
    askedAt = now().getTime();
    const asking = fetchSecret(client, id)
      .then((text) => (parse ? parse(text) : text))
      .then((value) => (good = value))
      .finally(() => {
        asked = undefined;
      });
    asked = asking;
    return asking;
  };
  const get = async (): Promise<Value | string> => {
    const former = good;
    if (former === undefined) {
      return asked ?? refresh();
    }
    return now().getTime() - askedAt < keepMilliseconds ? former : refresh().catch(() => former);
  };
  return Object.assign(get, { refresh });
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
