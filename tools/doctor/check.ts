import type { ACMClient } from "@aws-sdk/client-acm";
import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { GetAccountSettingsResponse, LambdaClient } from "@aws-sdk/client-lambda";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { GetAccountResponse, GetEmailIdentityResponse, SESv2Client } from "@aws-sdk/client-sesv2";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { STSClient } from "@aws-sdk/client-sts";
import type { Surface } from "./surfaces.ts";

/** The clients and the machine that a deployment is examined with. */
export interface Instruments {
  stackName: string;
  stage: string;
  /** The account that the stage's settings name. */
  account: string | undefined;
  sts: STSClient;
  cloudFormation: CloudFormationClient;
  lambda: LambdaClient;
  secrets: SecretsManagerClient;
  ses: SESv2Client;
  cloudWatch: CloudWatchClient;
  sns: SNSClient;
  acm: ACMClient;
  dynamo: DynamoDBClient;
  /** Looks a name up in DNS; rejects as node:dns does. */
  dns: (name: string, type: string) => Promise<unknown>;
  /** The end of the certificate that a host shows; rejects as node:tls does. */
  certificateOf: (host: string) => Promise<Date>;
  /** Slack's Web API, where it is not Slack's own. */
  slackApiUrl: string | undefined;
  /** What Slack is asked to validate. */
  surfaces: () => Promise<Surface[]>;
  fetch: typeof fetch;
  now: () => Date;
  /** Lets a second pass between two looks at something that is under way. */
  pause: () => Promise<unknown>;
}

/** What earlier checks found out. */
export interface Known {
  outputs: Record<string, string>;
  slack: { botToken: string; signingSecret: string };
  /** The scopes of Slack's token, where Slack names them. */
  scopes: string[] | undefined;
  lambda: GetAccountSettingsResponse;
  ses: GetAccountResponse;
  /** The verified identities that the sender belongs to, the address before its domain and the domains above. */
  identities: [name: string, identity: GetEmailIdentityResponse][];
  /** The user of the test onboarding, once it was started. */
  testUser?: string;
  /** How each thing went that the dry run tried: undefined where it works, or the name of its error. */
  tried: Map<string, string | undefined>;
}

/** One thing to look at. */
export interface Check {
  name: string;
  /** The checks without which this one cannot be made. */
  needs: string[];
  /** Says in a few words what is right; throws a Problem for what is not. */
  look: (instruments: Instruments, known: Known) => Promise<string> | string;
}

/** Something is wrong with the deployment, and this is how to fix it. */
export class Problem extends Error {
  override name = "Problem";
  readonly fix: string;
  /** It works, within limits: no reason to fail. */
  readonly isMild: boolean;
  constructor(message: string, fix: string, { isMild = false } = {}) {
    super(message);
    this.fix = fix;
    this.isMild = isMild;
  }
}

/** What a failed call says of itself: its name, and a message that AWS wrote for people. */
export function reason(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** A call to AWS. Where it fails, the Problem names the permission that it needs. */
export async function allowed<Answer>(what: string, action: string, call: Promise<Answer>): Promise<Answer> {
  try {
    return await call;
  } catch (error) {
    throw new Problem(`${what} cannot be read. ${reason(error)}`, `If this is about a permission: you need ${action}.`);
  }
}
