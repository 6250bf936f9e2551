import { type App, Stack } from "aws-cdk-lib";
import { CfnQueue, Queue } from "aws-cdk-lib/aws-sqs";
import { SynthesisMessageLevel } from "aws-cdk-lib/cx-api";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkedApp } from "../../infra/checked-app.ts";
import { readSettings } from "../../infra/settings.ts";
import { OnboardingStack } from "../../infra/stack.ts";

const { context }: { context: Record<string, unknown> } = JSON.parse(readFileSync("cdk.json", "utf8"));
const HOME = { account: "000000000000", region: "us-east-1", sender: "people@example.org" };

/** The app as the CDK CLI makes it of cdk.json, but without bundles. */
function app(): App {
  return checkedApp({ context: { ...context, "aws:cdk:bundling-stacks": [] } });
}

const ON = {
  customerManagedKey: "retired",
  tracing: "true",
  alarmEmail: "ops@example.org",
  retainData: "false",
  escalateTo: "U0SECOND",
  organisation: "Example Inc.",
  senderName: "Onboarding",
  logoUrl: "https://example.org/logo.png",
  welcomeUrl: "https://example.org/start",
  supportEmail: "help@example.org",
};
const DOMAIN = { domain: "join.example.org" };

test.each([
  ["every option on and a hosted zone", { ...ON, ...DOMAIN, hostedZone: "Z0123456789 example.org" }],
  ["a domain without a hosted zone, and every other option off", DOMAIN],
  ["no domain, and a key that new executions use", { customerManagedKey: "on" }],
])("CloudFormation's validator and cdk-nag find nothing with %s, and CDK warns of nothing", (_, options) => {
  const checked = app();
  const given: Record<string, unknown> = { ...context, ...HOME, ...options };
  new OnboardingStack(
    checked,
    "Onboarding-dev",
    readSettings((key) => given[key]),
  );
  const messages = checked.synth().stacks.flatMap((stack) => stack.messages);
  expect(messages.filter(({ level }) => level !== SynthesisMessageLevel.INFO)).toEqual([]);
});

test.each([
  ["cdk-nag", (stack: Stack) => new Queue(stack, "Open"), "(AwsSolutions)"],
  [
    "CloudFormation's validator",
    (stack: Stack) => new CfnQueue(stack, "Slow", { delaySeconds: 901 }),
    "901 is greater than",
  ],
])("what %s finds fails synthesis", (_, addFault, found) => {
  const faulty = app();
  addFault(new Stack(faulty, "Faulty"));
  expect(() => faulty.synth()).toThrow(found);
});
