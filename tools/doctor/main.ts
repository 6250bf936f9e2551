import { ACMClient } from "@aws-sdk/client-acm";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { STSClient } from "@aws-sdk/client-sts";
import { Resolver } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { optionsGiven } from "../command-line.ts";
import { certificateOf } from "./certificate-of.ts";
import { examine, type Finding } from "./examine.ts";
import { placeOf } from "./place.ts";
import { reporter, verdict } from "./report.ts";
import { surfaces } from "./surfaces.ts";

const USAGE = `Checks a deployment, and says what is wrong and how to fix it.

  npm run doctor                       checks stage dev
  npm run doctor -- --stage prod       checks another one
  npm run doctor -- --mail             also onboards an address that bounces: a card appears in the
                                       channel, reports the bounce, and is withdrawn within minutes

It uses your AWS profile (AWS_PROFILE), and the Region that cdk.json gives the stage, or else AWS_REGION.
It changes no settings and none of your users' profiles. It starts one execution that tries what an
onboarding does, and sends one email to Amazon's mailbox simulator. With --mail, it also starts an
onboarding, which notifies the approvers and sends another such email; its card stays in the channel,
closed. What else stays (executions, logs, that onboarding's profile) is deleted after retentionDays.
docs/operations.md lists the permissions that you need.`;

const OPTIONS = {
  stage: { type: "string", default: "dev" },
  mail: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

// An endpoint or a profile that does not answer is reported within seconds.
const INTERACTIVE = { maxAttempts: 2, requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000 } };
const CDK_JSON = new URL("../../cdk.json", import.meta.url);
const PAUSE_MILLISECONDS = 1_000;
const resolver = new Resolver({ timeout: 3_000, tries: 2 });

const options = optionsGiven("npm run doctor", USAGE, OPTIONS);
if (options) {
  process.exitCode = await examineStage(options);
}

/** Prints what there is to say of a stage's deployment, and gives the exit status. */
async function examineStage({ stage, mail }: { stage: string; mail: boolean }): Promise<number> {
  const stackName = `Onboarding-${stage}`;
  console.log(`\n${stackName}`);
  const { account, region } = placeOf(stage, await readFile(CDK_JSON, "utf8"));
  const how = { ...INTERACTIVE, ...(region ? { region } : {}) };
  const inWords = reporter(process.stdout.columns);
  const findings: Finding[] = [];
  const instruments = {
    stackName,
    stage,
    account,
    sts: new STSClient(how),
    cloudFormation: new CloudFormationClient(how),
    lambda: new LambdaClient(how),
    secrets: new SecretsManagerClient(how),
    ses: new SESv2Client(how),
    cloudWatch: new CloudWatchClient(how),
    sns: new SNSClient(how),
    acm: new ACMClient(how),
    dynamo: new DynamoDBClient(how),
    dns: (name: string, type: string) => resolver.resolve(name, type),
    certificateOf,
    slackApiUrl: process.env["SLACK_API_URL"],
    surfaces,
    fetch,
    now: () => new Date(),
    pause: () => setTimeout(PAUSE_MILLISECONDS),
  };
  for await (const finding of examine(instruments, { mail })) {
    findings.push(finding);
    console.log(inWords(finding));
  }
  console.log(`\n${verdict(findings)}\n`);
  return findings.some(({ state }) => state === "wrong") ? 1 : 0;
}
