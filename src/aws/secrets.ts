import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Clock } from "../domain/clock.ts";
import { PermanentFailure } from "../domain/failures.ts";
import type { Secret } from "../domain/ports.ts";

/** What a deployment writes into a secret that a person has yet to fill in. */
const PLACEHOLDER = /(?:replace|change|fill)[ _-]?(?:me|in)|placeholder/iu;

/** How a secret is kept: what it has to be like, and after how long it is fetched anew. */
export interface Keeping {
  /** Throws where the value is not usable. */
  check?: (value: string) => void;
  keepMilliseconds?: number;
  now: Clock;
}

/**
 * Fetches a secret when it is first asked for, and anew once it is too old. A good value stays in use until a new one has
 * arrived, so that an outage of Secrets Manager stops nobody who has one. Without one, each call asks, and throws what Secrets
 * Manager does, or a PermanentFailure for a secret that is empty, still a placeholder or not usable: filling it in helps at
 * once.
 */
export function secret(
  client: SecretsManagerClient,
  id: string,
  { check = () => undefined, keepMilliseconds = Number.POSITIVE_INFINITY, now }: Keeping,
): Secret {
  let good: string | undefined;
  let askedAt = 0;
  let asked: Promise<string> | undefined;

  const refresh = (): Promise<string> => {
    askedAt = now().getTime();
    const asking = fetchUsable(client, id, check)
      .then((value) => (good = value))
      .finally(() => {
        asked = undefined;
      });
    asked = asking;
    return asking;
  };
  const get = async (): Promise<string> => {
    const former = good;
    if (former === undefined) {
      return asked ?? refresh();
    }
    return now().getTime() - askedAt < keepMilliseconds ? former : refresh().catch(() => former);
  };
  return Object.assign(get, { refresh });
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
