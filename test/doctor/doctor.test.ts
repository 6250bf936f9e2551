import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { STSClient } from "@aws-sdk/client-sts";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { examine, type Finding } from "../../doctor/examine.ts";
import { inWords, verdict } from "../../doctor/report.ts";
import { LOCAL } from "../../local/address.ts";
import { startStack, type Stack } from "../../local/stack.ts";
import { clientConfig } from "../adapters/aws-api.ts";
import { sameWhen } from "../when/when.ts";
import { type Account, startAws } from "./aws.ts";

const FILLED_IN = JSON.stringify({ bot_token: LOCAL.botToken, signing_secret: LOCAL.signingSecret });

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ log: () => undefined });
});
afterAll(() => stack.close());

/** A deployment in which all is well, but for what the test breaks. */
function account(breaks: (account: Account) => void): Account {
  const healthy: Account = {
    knowsYou: true,
    stack: {
      name: "Onboarding-dev",
      status: "UPDATE_COMPLETE",
      outputs: {
        OnboardFunction: LOCAL.functionArn,
        SlackRequestUrl: `${stack.urls.service}/slack/events`,
        VerificationUrl: `${stack.urls.service}/verify`,
        SlackSecret: "slack-secret",
        LinkSecret: "link-secret",
        Channel: LOCAL.channel,
        Sender: LOCAL.sender,
      },
    },
    alias: { State: "Active", DurableConfig: { ExecutionTimeout: 90_000 } },
    secrets: { "slack-secret": FILLED_IN, "link-secret": LOCAL.linkSecret },
    identities: { [LOCAL.sender]: true },
    ses: { ProductionAccessEnabled: true, SendingEnabled: true },
  };
  breaks(healthy);
  return healthy;
}

async function examined(breaks: (account: Account) => void = () => undefined, now = new Date()): Promise<Finding[]> {
  const aws = await startAws(account(breaks));
  const config = clientConfig(aws.url);
  try {
    const findings: Finding[] = [];
    for await (const finding of examine({
      stackName: "Onboarding-dev",
      stage: "dev",
      sts: new STSClient(config),
      cloudFormation: new CloudFormationClient(config),
      lambda: new LambdaClient(config),
      secrets: new SecretsManagerClient(config),
      ses: new SESv2Client(config),
      slackApiUrl: `${stack.urls.slack}/api/`,
      fetch,
      now: () => now,
    })) {
      findings.push(finding);
    }
    return findings;
  } finally {
    await aws.close();
  }
}

const wrong = (findings: Finding[]) => findings.filter(({ state }) => state === "wrong" || state === "mild");

test("a deployment in which all is well", async () => {
  const findings = await examined();
  expect(wrong(findings)).toEqual([]);
  expect(findings.map(inWords)).toEqual([
    "  ✓ credentials          account 000000000000, as arn:aws:iam::000000000000:user/ada",
    "  ✓ stack                Onboarding-dev is UPDATE_COMPLETE",
    "  ✓ function             live is version 7, durable for 25 hours",
    "  ✓ link secret          long enough",
    "  ✓ Slack's secret       filled in",
    "  ✓ Slack's token        good for Local workspace, as @onboarding",
    "  ✓ channel              the app may write in C0APPROVALS",
    expect.stringContaining("answers a signed request at http://127.0.0.1"),
    expect.stringContaining("is there, at http://127.0.0.1"),
    "  ✓ sender               SES has verified onboarding@example.com",
    "  ✓ SES                  out of the sandbox, 14 mails a second",
  ]);
  expect(verdict(findings)).toBe("All is well.");
  expect(stack.slack.messages()).toEqual([]);
});

const outputs = (over: Record<string, string>) => (it: Account) => Object.assign(it.stack.outputs, over);

test.each<[string, (it: Account) => void, string, string]>([
  ["expired credentials", (it) => (it.knowsYou = false), "credentials: AWS does not know you.", "aws sso login"],
  [
    "another stage",
    (it) => (it.stack.name = "Onboarding-prod"),
    "stack: There is no stack Onboarding-dev",
    "npm run deploy",
  ],
  [
    "a deployment that failed",
    (it) => Object.assign(it.stack, { status: "ROLLBACK_COMPLETE", outputs: {} }),
    "is ROLLBACK_COMPLETE",
    "describe-stack-events",
  ],
  ["an old deployment", (it) => delete it.stack.outputs["Sender"], "has no output Sender", "Deploy this version"],
  [
    "a function that is not durable",
    (it) => delete it.alias.DurableConfig,
    "function: The function behind the alias is not durable",
    "Deploy again",
  ],
  [
    "a function that is not ready",
    (it) => (it.alias.State = "Pending"),
    "function: The function is Pending",
    "Wait a minute",
  ],
  [
    "a short link secret",
    (it) => (it.secrets["link-secret"] = "short"),
    "link secret: It has fewer than 32 bytes",
    "docs/operations.md",
  ],
  [
    "a placeholder",
    (it) => (it.secrets["slack-secret"] = '{"bot_token":"replace-me"}'),
    "Slack's secret: The secret slack-secret is empty or still a placeholder",
    "Fill it in",
  ],
  [
    "half a secret",
    (it) => (it.secrets["slack-secret"] = '{"bot_token":"xoxb-1"}'),
    "Slack's secret: Slack's secret is not usable: must be JSON like",
    "Fill it in",
  ],
  [
    "a secret that is gone",
    (it) => delete it.secrets["slack-secret"],
    "Slack's secret: It cannot be read.",
    "Fill it in",
  ],
  [
    "a revoked token",
    (it) => (it.secrets["slack-secret"] = FILLED_IN.replace(LOCAL.botToken, "xoxb-revoked")),
    "Slack's token: Slack refuses it: invalid_auth",
    "Copy the Bot User OAuth Token anew",
  ],
  [
    "an unknown channel",
    outputs({ Channel: "C0NOWHERE" }),
    "channel: The app cannot write in C0NOWHERE: channel_not_found",
    "invite the app",
  ],
  [
    "a channel without the app",
    outputs({ Channel: "C0GENERAL" }),
    "channel: The app cannot write in C0GENERAL: not_in_channel",
    "/invite @Onboarding",
  ],
  [
    "another signing secret",
    (it) => (it.secrets["slack-secret"] = FILLED_IN.replace(LOCAL.signingSecret, "f".repeat(32))),
    "Slack's request URL: It refuses a request",
    "look again",
  ],
  [
    "a URL that leads nowhere",
    outputs({ SlackRequestUrl: "http://127.0.0.1:1/slack/events" }),
    "Slack's request URL: http://127.0.0.1:1/slack/events cannot be reached",
    "network",
  ],
  [
    "a page that is none of ours",
    (it) => outputs({ VerificationUrl: `${it.stack.outputs["VerificationUrl"]}/other` })(it),
    "verification page: Without a token it answers with status 404",
    "log says why",
  ],
  [
    "a sender that nobody verified",
    (it) => (it.identities = {}),
    "sender: SES has verified neither onboarding@example.com nor example.com",
    "create-email-identity",
  ],
  [
    "a sender that waits to be verified",
    (it) => (it.identities = { [LOCAL.sender]: false }),
    "sender: SES has verified neither",
    "press the link",
  ],
  ["paused sending", (it) => (it.ses.SendingEnabled = false), "SES: AWS has paused sending", "SES console"],
  [
    "SES's sandbox",
    (it) => (it.ses.ProductionAccessEnabled = false),
    "SES: The account is in SES's sandbox",
    "production access",
  ],
])("%s: is found, and told how to mend", async (_, breaks, says, mend) => {
  const found = wrong(await examined(breaks));
  const told = found.map((finding) => `${finding.name}: ${finding.says} → ${finding.mend}`);
  expect(told).toEqual([expect.stringContaining(says)]);
  expect(told.join("")).toContain(mend);
});

test("a domain above the sender's is as good", async () => {
  const findings = await examined((it) => {
    it.stack.outputs["Sender"] = "people@mail.example.com";
    it.identities = { "example.com": true };
  });
  expect(findings.find(({ name }) => name === "sender")?.says).toBe("SES has verified example.com");
});

test("a domain that is verified is as good as the address", async () => {
  const findings = await examined((it) => (it.identities = { "example.com": true }));
  expect(findings.find(({ name }) => name === "sender")?.says).toBe("SES has verified example.com");
});

test("what depends on something that is wrong is skipped, and the rest is looked at all the same", async () => {
  const findings = await examined((it) => (it.secrets["slack-secret"] = "replace-me"));
  expect(findings.filter(({ state }) => state === "skipped").map(inWords)).toEqual([
    "  – Slack's token        not looked at, since Slack's secret is not right",
    "  – channel              not looked at, since Slack's token is not right",
    "  – Slack's request URL  not looked at, since Slack's secret is not right",
  ]);
  expect(findings.find(({ name }) => name === "SES")?.state).toBe("fine");
  expect(verdict(findings)).toContain("1 of 11 checks found something wrong");
});

test("the command says where it looks and what to do, and fails where something is wrong", async () => {
  const aws = await startAws(account((it) => (it.secrets["slack-secret"] = "replace-me")));
  const env = {
    PATH: process.env["PATH"],
    ...sameWhen(),
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL: aws.url,
    SLACK_API_URL: `${stack.urls.slack}/api/`,
  };
  const run = promisify(execFile)("node", ["doctor/main.ts", "--stage", "dev"], { env });
  await expect(run).rejects.toMatchObject({
    code: 1,
    stderr: "",
    stdout: expect.stringMatching(/^\nOnboarding-dev\n[^]*✗ Slack's secret[^]*→ Fill it in[^]*\n1 of 11 checks/u),
  });
  await expect(promisify(execFile)("node", ["doctor/main.ts", "--stag"], { env })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/Unknown option '--stag'[^]*npm run doctor -- --stage prod/u),
  });
  await aws.close();
});
