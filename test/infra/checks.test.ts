import { App, Validations } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { SynthesisMessageLevel } from "aws-cdk-lib/cx-api";
import { AwsSolutionsChecks } from "cdk-nag";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readSettings } from "../../infra/settings.ts";
import { OnboardingStack } from "../../infra/stack.ts";

const { context }: { context: Record<string, unknown> } = JSON.parse(readFileSync("cdk.json", "utf8"));
const HOME = { account: "000000000000", region: "us-east-1", sender: "people@example.org" };

/** The stack as the CDK CLI makes it of cdk.json and these options, without its bundles; `app.synth()` throws what a check finds. */
function checked(options: Record<string, unknown>) {
  const app = new App({ context: { ...context, "aws:cdk:bundling-stacks": [] } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  const settings = readSettings((key) => ({ ...context, ...HOME, ...options })[key]);
  return { app, stack: new OnboardingStack(app, "Onboarding-dev", settings) };
}

test.each([
  ["every option off", {}],
  [
    "every option on",
    { customerManagedKey: "retired", tracing: "true", alarmEmail: "ops@example.org", retainData: "false" },
  ],
  ["a hosted zone", { domain: "join.example.org", hostedZone: "Z0123456789 example.org" }],
  ["a domain without one", { domain: "join.example.org" }],
])("CloudFormation's validator and cdk-nag find nothing with %s, and CDK warns of nothing", (_, options) => {
  const { app } = checked(options);
  const messages = app.synth().stacks.flatMap((stack) => stack.messages);
  expect(messages.filter(({ level }) => level !== SynthesisMessageLevel.INFO)).toEqual([]);
});

test("what they find fails synthesis", () => {
  const { app, stack } = checked({});
  new Bucket(stack, "Open");
  expect(() => app.synth()).toThrow("The S3 Bucket has server access logs disabled");
});
