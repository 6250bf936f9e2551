import { randomUUID } from "node:crypto";
import * as v from "valibot";
import type { Handle, Reply } from "../packages/durable-lambda-local/src/api/http.ts";

const TARGET = "secretsmanager.";
const CREATED = Date.UTC(2026, 0, 1) / 1000;

interface Version {
  value: string;
  id: string;
}

interface Stored {
  AWSCURRENT: Version;
  AWSPREVIOUS?: Version;
}

const Get = v.object({ SecretId: v.string(), VersionStage: v.optional(v.string(), "AWSCURRENT") });
const Put = v.object({ SecretId: v.string(), SecretString: v.string() });

/**
 * Secrets Manager's stand-in: GetSecretValue and PutSecretValue of these secrets by ID or ARN, and a refusal of all else. With
 * an `accessKeyId` it answers nobody who doesn't show that one: the secrets are real then.
 */
export function secretsManager(secrets: Record<string, string>, accessKeyId?: string): Handle {
  const stored = new Map(
    Object.entries(secrets).map(([id, value]): [string, Stored] => [id, { AWSCURRENT: version(value) }]),
  );
  const find = (id: string) => [...stored].find(([name]) => name === id || arnOf(name) === id);

  return ({ headers, body }) => {
    if (accessKeyId !== undefined && !String(headers["authorization"]).includes(` Credential=${accessKeyId}/`)) {
      return refusal("UnrecognizedClientException", "The security token included in the request is invalid.");
    }
    const operation = String(headers["x-amz-target"]).replace(TARGET, "");
    if (operation !== "GetSecretValue" && operation !== "PutSecretValue") {
      return refusal("InvalidAction", `Only GetSecretValue and PutSecretValue are here, not ${operation}.`);
    }
    const parsed = v.safeParse(
      v.pipe(v.string(), v.parseJson(), operation === "PutSecretValue" ? Put : Get),
      body.toString(),
    );
    if (!parsed.success) {
      return refusal("InvalidParameterException", "The body must be a JSON object with what this operation takes.");
    }
    const [name, secret] = find(parsed.output.SecretId) ?? [];
    if (!name || !secret) {
      return refusal("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
    if ("SecretString" in parsed.output) {
      const AWSCURRENT = version(parsed.output.SecretString);
      stored.set(name, { AWSCURRENT, AWSPREVIOUS: secret.AWSCURRENT });
      return reply(200, { ARN: arnOf(name), Name: name, VersionId: AWSCURRENT.id, VersionStages: ["AWSCURRENT"] });
    }
    const { VersionStage } = parsed.output;
    const found = secret[VersionStage as keyof Stored];
    return found
      ? reply(200, {
          ARN: arnOf(name),
          Name: name,
          SecretString: found.value,
          VersionId: found.id,
          VersionStages: [VersionStage],
          CreatedDate: CREATED,
        })
      : refusal(
          "ResourceNotFoundException",
          `Secrets Manager can't find the specified secret value for ${VersionStage}.`,
        );
  };
}

const version = (value: string): Version => ({ value, id: randomUUID() });

const arnOf = (name: string) => `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}-local1`;

function refusal(type: string, message: string): Reply {
  return reply(400, { __type: type, message });
}

function reply(status: number, content: object): Reply {
  return { status, headers: { "content-type": "application/x-amz-json-1.1" }, body: JSON.stringify(content) };
}
