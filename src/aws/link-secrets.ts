import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { Clock } from "../domain/clock.ts";
import { kept } from "../domain/deadline.ts";
import type { Secret } from "../domain/ports.ts";

/** The secret that signs links, and the others that sent links may be signed with. */
export interface LinkSecrets {
  current: () => Promise<string>;
  others: () => Promise<string[]>;
}

const ASK_AGAIN_MILLISECONDS = 60_000;

/**
 * The link secret during a rotation: `others` are the one that came after the cached one, and the previous one, which Secrets Manager
 * keeps. They are fetched at most once a minute, whether that succeeds or not. Known ones serve until new ones arrive; while none are
 * known, `others` throws Secrets Manager's error.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/getting-started.html#term_version
 */
export function linkSecrets(client: SecretsManagerClient, id: string, current: Secret, now: Clock): LinkSecrets {
  let known: string[] | undefined;
  const ask = async (): Promise<string[]> => {
    try {
      const values = await Promise.all([current.refresh(), previous(client, id)]);
      known = values.filter((value) => value !== undefined);
    } catch (error) {
      if (!known) {
        throw error;
      }
    }
    return known;
  };

  const asked = kept(() => Promise.allSettled([ask()]), { now, milliseconds: ASK_AGAIN_MILLISECONDS });
  return {
    current,
    async others() {
      const [answer] = await asked();
      if (answer.status === "rejected") {
        throw answer.reason;
      }
      return answer.value;
    },
  };
}

async function previous(client: SecretsManagerClient, id: string): Promise<string | undefined> {
  try {
    const command = new GetSecretValueCommand({ SecretId: id, VersionStage: "AWSPREVIOUS" });
    return (await client.send(command)).SecretString;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) {
      return undefined; // it was never rotated
    }
    throw error;
  }
}
