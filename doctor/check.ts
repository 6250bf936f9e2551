import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SESv2Client } from "@aws-sdk/client-sesv2";
import type { STSClient } from "@aws-sdk/client-sts";

/** What a deployment is looked at with. */
export interface Instruments {
  stackName: string;
  stage: string;
  sts: STSClient;
  cloudFormation: CloudFormationClient;
  lambda: LambdaClient;
  secrets: SecretsManagerClient;
  ses: SESv2Client;
  /** Slack's Web API, where it is not Slack's own. */
  slackApiUrl: string | undefined;
  fetch: typeof fetch;
  now: () => Date;
}

/** What earlier checks found out. */
export interface Known {
  outputs: Record<string, string>;
  slack: { botToken: string; signingSecret: string };
}

/** One thing to look at. */
export interface Check {
  name: string;
  /** The checks without which this one cannot be made. */
  needs: string[];
  /** Says in a few words what is right; throws an Ailment for what is not. */
  look: (instruments: Instruments, known: Known) => Promise<string>;
}

/** Something is wrong with the deployment, and this is how to mend it. */
export class Ailment extends Error {
  override name = "Ailment";
  readonly mend: string;
  /** It works, but not for everybody: no reason to fail. */
  readonly isMild: boolean;
  constructor(message: string, mend: string, { isMild = false } = {}) {
    super(message);
    this.mend = mend;
    this.isMild = isMild;
  }
}

/** What a failed call may be told by: its name, and a message that AWS wrote for people. */
export function reason(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
