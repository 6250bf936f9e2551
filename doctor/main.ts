import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { STSClient } from "@aws-sdk/client-sts";
import { parseArgs } from "node:util";
import { examine, type Finding } from "./examine.ts";
import { inWords, verdict } from "./report.ts";

const USAGE = `Looks at a deployment, and says what is wrong and how to mend it. It leaves nothing changed.

  npm run doctor                       looks at stage dev
  npm run doctor -- --stage prod       looks at another one

It looks where your AWS profile and region point (AWS_PROFILE, AWS_REGION).`;

// An endpoint or a profile that does not answer is told about within seconds.
const BRIEF = { maxAttempts: 2, requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000 } };

process.exitCode = await main();

async function main(): Promise<number> {
  const options = read(process.argv.slice(2));
  if (typeof options === "string") {
    console.error(`${options}\n\n${USAGE}`);
    return 1;
  }
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const { stage } = options;
  const stackName = `Onboarding-${stage}`;
  console.log(`\n${stackName}\n`);
  const findings: Finding[] = [];
  for await (const finding of examine({
    stackName,
    stage,
    sts: new STSClient(BRIEF),
    cloudFormation: new CloudFormationClient(BRIEF),
    lambda: new LambdaClient(BRIEF),
    secrets: new SecretsManagerClient(BRIEF),
    ses: new SESv2Client(BRIEF),
    slackApiUrl: process.env["SLACK_API_URL"],
    fetch,
    now: () => new Date(),
  })) {
    findings.push(finding);
    console.log(inWords(finding));
  }
  console.log(`\n${verdict(findings)}\n`);
  return findings.some(({ state }) => state === "wrong") ? 1 : 0;
}

function read(args: string[]): { stage: string; help: boolean } | string {
  try {
    return parseArgs({
      args,
      options: { stage: { type: "string", default: "dev" }, help: { type: "boolean", default: false } },
    }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
