import { LOCAL } from "../../local/address.ts";

/** A CloudFormation template, as far as it is looked at here. */
export interface Template {
  // oxlint-disable-next-line typescript/no-explicit-any -- a template's properties differ with their resource's type
  Resources: Record<string, { Type: string; Properties: any }>;
}

export const ACCOUNT = "000000000000";
const FUNCTION = LOCAL.functionArn.slice(0, LOCAL.functionArn.lastIndexOf(":"));
const secretArn = (id: string) => `arn:aws:secretsmanager:${LOCAL.region}:${ACCOUNT}:secret:${id}-local1`;

const PSEUDO: Record<string, string> = {
  "AWS::Partition": "aws",
  "AWS::Region": LOCAL.region,
  "AWS::AccountId": ACCOUNT,
  "AWS::URLSuffix": "amazonaws.com",
};

/** What CloudFormation would fill in for a reference, by the beginning of the logical ID, as it is on this machine. */
const REFERENCES = [
  ["OnboardLive", LOCAL.functionArn],
  ["DataSlackSecret", secretArn(LOCAL.slackSecretId)],
  ["DataLinkSecret", secretArn(LOCAL.linkSecretId)],
  ["ApiHttp", "api"],
  ["DataProfiles", LOCAL.table],
  ["EmailSet", LOCAL.configurationSet],
] as const;

const ATTRIBUTES = [
  ["Onboard", FUNCTION],
  ["OnboardStateKey", `arn:aws:kms:${LOCAL.region}:${ACCOUNT}:key/state`],
  ["DataProfiles", `arn:aws:dynamodb:${LOCAL.region}:${ACCOUNT}:table/${LOCAL.table}`],
  ["DataFailedStarts", `arn:aws:sqs:${LOCAL.region}:${ACCOUNT}:failed-starts`],
  ["DataUnclosedEnds", `arn:aws:sqs:${LOCAL.region}:${ACCOUNT}:unclosed-ends`],
  ["DataLostMailEvents", `arn:aws:sqs:${LOCAL.region}:${ACCOUNT}:lost-mail-events`],
] as const;

/** Resolves a template's values for this machine. Log groups and others that don't exist here are named by their ID. */
export function resolver(): (value: unknown) => string {
  const resolve = (value: unknown): string => {
    if (typeof value === "string") {
      return value;
    }
    const [[name, inner] = ["", undefined]] = Object.entries(value as Record<string, unknown>);
    switch (name) {
      case "Ref":
        return PSEUDO[String(inner)] ?? byPrefix(REFERENCES, String(inner));
      case "Fn::GetAtt":
        return byPrefix(ATTRIBUTES, (inner as string[])[0] ?? "");
      case "Fn::Join":
        return (inner as [string, unknown[]])[1].map(resolve).join("");
      default:
        throw new Error(`The template has ${JSON.stringify(value)}, which cannot be resolved here.`);
    }
  };
  return resolve;
}

function byPrefix(known: readonly (readonly [string, string])[], id: string): string {
  return known.find(([prefix]) => new RegExp(`^${prefix}[0-9A-F]{8}$`, "u").test(id))?.[1] ?? id;
}
