import type { Handle, Reply } from "./lambda/api/http.ts";

const TARGET = "secretsmanager.";
const CREATED = Date.UTC(2026, 0, 1) / 1000;

/** Secrets Manager's stand-in: GetSecretValue of these secrets by their IDs or ARNs, and a refusal of all else. */
export function secretsManager(secrets: Record<string, string>): Handle {
  return ({ headers, body }) => {
    const target = String(headers["x-amz-target"]);
    if (target !== `${TARGET}GetSecretValue`) {
      return refusal("InvalidAction", `Only GetSecretValue is here, not ${target.replace(TARGET, "")}.`);
    }
    const id = secretId(body);
    if (id === undefined) {
      return refusal("InvalidParameterException", "The body must be a JSON object with a SecretId.");
    }
    const name = Object.keys(secrets).find((each) => each === id || arnOf(each) === id);
    return name === undefined
      ? refusal("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
      : reply(200, {
          ARN: arnOf(name),
          Name: name,
          SecretString: secrets[name],
          VersionId: "00000000-0000-0000-0000-000000000001",
          VersionStages: ["AWSCURRENT"],
          CreatedDate: CREATED,
        });
  };
}

const arnOf = (name: string) => `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}-local1`;

function secretId(body: Buffer): string | undefined {
  try {
    const { SecretId }: { SecretId?: unknown } = JSON.parse(body.toString());
    return typeof SecretId === "string" ? SecretId : undefined;
  } catch {
    return undefined;
  }
}

function refusal(type: string, message: string): Reply {
  return reply(400, { __type: type, message });
}

function reply(status: number, content: object): Reply {
  return { status, headers: { "content-type": "application/x-amz-json-1.1" }, body: JSON.stringify(content) };
}
