import { ACMClient } from "@aws-sdk/client-acm";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { STSClient } from "@aws-sdk/client-sts";
import { setTimeout } from "node:timers/promises";
import { examine, type Finding } from "../../../tools/doctor/examine.ts";
import type { Surface } from "../../../tools/doctor/surfaces.ts";
import { LOCAL } from "../../../local/address.ts";
import { startStack } from "../../../local/stack.ts";
import { WORKSPACE } from "../../../local/workspace.ts";
import { startSlack } from "../../../packages/slack-local/src/slack.ts";
import { type Answer, awsApi, type Call, clientConfig } from "../../../testkit/aws/aws-api.ts";
import { fromBundle } from "../../../testkit/functions.ts";
import { type Account, startAws } from "./aws.ts";

export const FILLED_IN = JSON.stringify({ bot_token: LOCAL.botToken, signing_secret: LOCAL.signingSecret });

const POLL_MILLISECONDS = 200;
const GIGABYTE = 1024 ** 3;
const SIGNED = { SigningEnabled: true, Status: "SUCCESS" };
export const VERIFIED = { IdentityType: "DOMAIN", VerifiedForSendingStatus: true, DkimAttributes: SIGNED };

/** A MAIL FROM domain that DMARC finds aligned. */
export const RETURNED = {
  MailFromAttributes: { MailFromDomain: "bounce.example.com", MailFromDomainStatus: "SUCCESS" },
};

/**
 * A deployment whose functions are the local stack's, with an SES that answers as the test says and reports nothing. A test
 * may start the stand-in that plays SES's mailbox simulator instead.
 */
export async function patient() {
  const ses: { answer: (call: Call) => Answer | Promise<Answer> } = { answer: () => ({ body: { MessageId: "1" } }) };
  const sesApi = await awsApi((call) => ses.answer(call));
  const { endpoint } = sesApi.config;
  const stack = await startStack({
    log: () => undefined,
    change(local) {
      const bundled = fromBundle(local);
      return { ...bundled, env: { ...bundled.env, AWS_ENDPOINT_URL_SESV2: endpoint } };
    },
  });
  const deployment = await examining(stack.urls, fetch, async () => {
    await stack.idle();
    stack.advance(1); // for what sleeps
  });
  return {
    ...deployment,
    stack,
    ses,
    /** Has SES's mailbox simulator take the emails from now on. */
    startSimulator() {
      ses.answer = async ({ path, body }) => {
        const headers = { "content-type": "application/json", authorization: "AWS4-HMAC-SHA256" };
        const response = await fetch(new URL(path, stack.urls.mail), { method: "POST", headers, body });
        return { status: response.status, body: (await response.json()) as object };
      };
    },
    /** For a dry run that takes place. */
    lambda: new URL(stack.urls.lambda),
    sent: sesApi.calls,
    async close() {
      await deployment.close();
      await stack.close();
      await sesApi[Symbol.asyncDispose]();
    },
  };
}

/** A deployment without functions: their addresses answer as they should. Slack's stand-in is there. */
export async function facade() {
  const slack = await startSlack({ workspace: WORKSPACE, appUrl: "http://127.0.0.1:9/" });
  const answering: typeof fetch = async (_, { method, body } = {}) =>
    method === "POST" ? new Response(body) : new Response("This is not a valid link", { status: 400 });
  const urls = { service: "https://join.example.com", slack: slack.url, dynamo: "http://127.0.0.1:9" };
  const deployment = await examining(urls, answering);
  return {
    ...deployment,
    slack,
    async close() {
      await deployment.close();
      await slack.close();
    },
  };
}

/** A control plane of AWS's before a deployment at these addresses, and the doctor's view of both. */
async function examining(
  urls: { service: string; slack: string; dynamo: string },
  ask: typeof fetch,
  settle: () => unknown = () => undefined,
) {
  /** A deployment in which all is well, except for what the test breaks. */
  const account = (breaks: (account: Account) => unknown): Account => {
    const healthy: Account = {
      knowsYou: true,
      stack: {
        name: "Onboarding-dev",
        status: "UPDATE_COMPLETE",
        outputs: {
          OnboardFunction: LOCAL.functionArn,
          SlackRequestUrl: `${urls.service}/slack/events`,
          VerificationUrl: `${urls.service}/verify`,
          SlackSecret: "slack-secret",
          LinkSecret: "link-secret",
          ProfileTable: LOCAL.table,
          Channel: LOCAL.channel,
          Approvers: LOCAL.approvers,
          Sender: LOCAL.sender,
          MetricsNamespace: "Onboarding/dev",
          AlarmTopic: "arn:aws:sns:us-east-1:000000000000:alarms",
          Certificate: "arn:aws:acm:us-east-1:000000000000:certificate/1",
        },
      },
      alias: { State: "Active", DurableConfig: { ExecutionTimeout: 90_000 } },
      executions: { 6: [], 7: [] },
      lambda: {
        AccountLimit: {
          ConcurrentExecutions: 1_000,
          UnreservedConcurrentExecutions: 900,
          TotalCodeSize: 300 * GIGABYTE,
        },
        AccountUsage: { TotalCodeSize: 1.25 * GIGABYTE },
      },
      secrets: { "slack-secret": FILLED_IN, "link-secret": LOCAL.linkSecret },
      identities: { "example.com": VERIFIED },
      suppressed: [],
      ses: {
        ProductionAccessEnabled: true,
        SendingEnabled: true,
        EnforcementStatus: "HEALTHY",
        SendQuota: { Max24HourSend: 50_000, SentLast24Hours: 12, MaxSendRate: 14 },
        SuppressionAttributes: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
      },
      certificate: { Status: "ISSUED", RenewalSummary: { RenewalStatus: "SUCCESS" } },
      dns: { "_dmarc.example.com": ["v=DMARC1; p=reject; rua=mailto:dmarc@example.com"] },
      shows: inDays(200),
      metrics: {},
      subscriptions: ["arn:aws:sns:us-east-1:000000000000:alarms:1"],
      denied: [],
      dryRun: passing(),
      dynamo: new URL(urls.dynamo),
    };
    breaks(healthy);
    return healthy;
  };

  let current = account(() => undefined);
  const aws = await startAws(() => current);
  const config = clientConfig(aws.url);
  const clients = {
    sts: new STSClient(config),
    cloudFormation: new CloudFormationClient(config),
    lambda: new LambdaClient(config),
    secrets: new SecretsManagerClient(config),
    ses: new SESv2Client(config),
    cloudWatch: new CloudWatchClient(config),
    sns: new SNSClient(config),
    acm: new ACMClient(config),
    dynamo: new DynamoDBClient(config),
  };

  return {
    account,
    /**
     * What the doctor finds, and which IAM actions it asked for. With `pauseSeconds` each of its pauses lasts until nothing runs, and then
     * so long on its clock. Slack validates what is `shown`: nothing unless given, since it takes longer than all else.
     */
    async examined(
      breaks: (account: Account) => unknown = () => undefined,
      { belongsTo = "000000000000", mail = false, pauseSeconds = 0, shown = nothing } = {},
    ) {
      let passed = 0;
      const passTime = async () => {
        await settle();
        passed += pauseSeconds * 1000;
      };
      const told = account(breaks);
      current = told;
      aws.asked.clear();
      const findings: Finding[] = [];
      const instruments = {
        stackName: "Onboarding-dev",
        stage: "dev",
        account: belongsTo,
        ...clients,
        dns: async (name: string) => given(told.dns[name] ?? withCode("ENOTFOUND")).map((text) => [text]),
        certificateOf: async () => given(told.shows),
        slackApiUrl: `${urls.slack}/api/`,
        surfaces: shown,
        fetch: ask,
        now: () => new Date(Date.now() + passed),
        pause: () => (pauseSeconds > 0 ? passTime() : setTimeout(POLL_MILLISECONDS)),
      };
      for await (const finding of examine(instruments, { mail })) {
        findings.push(finding);
      }
      return { findings, asked: new Set(aws.asked) };
    },
    async close() {
      Object.values(clients).forEach((client) => client.destroy());
      await aws.close();
    },
  };
}

const nothing = async (): Promise<Surface[]> => [];

/** So many days from now. */
export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

/** An error as Node.js has it for what went wrong in the network. */
export const withCode = (code: string) => Object.assign(new Error(code), { code });

function given<Value>(value: Value | Error): Value {
  if (value instanceof Error) {
    throw value;
  }
  return value;
}

/** A dry run that went well, except for what the test says failed with which error. */
export function passing(failed: Record<string, string> = {}) {
  const checks = ["table", "links", "slack", "email", "callback"].map((check) =>
    failed[check] ? { check, ok: false, error: failed[check] } : { check, ok: true },
  );
  return { Status: "SUCCEEDED", Result: JSON.stringify({ status: "SELF_CHECKED", checks }) };
}

/** What a person would have to do something about. */
export const wrong = (findings: Finding[]) => findings.filter(({ state }) => state === "wrong" || state === "mild");

/** Such findings as sentences. */
export const told = (findings: Finding[]) => wrong(findings).map(({ name, says, fix }) => `${name}: ${says} → ${fix}`);
