import { App, Stack, Validations } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { SynthesisMessageLevel } from "aws-cdk-lib/cx-api";
import { AwsSolutionsChecks } from "cdk-nag";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readSettings } from "../../infra/settings.ts";
import { OnboardingStack } from "../../infra/stack.ts";

const { context }: { context: Record<string, unknown> } = JSON.parse(readFileSync("cdk.json", "utf8"));
const HOME = { account: "000000000000", region: "us-east-1", sender: "people@example.org" };

/** An app as the CDK CLI makes it of cdk.json, without bundles; `app.synth()` throws what a check finds. */
function checkedApp(): App {
  const app = new App({ context: { ...context, "aws:cdk:bundling-stacks": [] } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  return app;
}

// The stack without a domain is checked with its bundles, in test/bundles.
const ON = { customerManagedKey: "retired", tracing: "true", alarmEmail: "ops@example.org", retainData: "false" };
const DOMAIN = { domain: "join.example.org" };

test.each([
  ["every option on and a hosted zone", { ...ON, ...DOMAIN, hostedZone: "Z0123456789 example.org" }],
  ["a domain without a hosted zone, and every other option off", DOMAIN],
])("CloudFormation's validator and cdk-nag find nothing with %s, and CDK warns of nothing", (_, options) => {
  const app = checkedApp();
  const given: Record<string, unknown> = { ...context, ...HOME, ...options };
  new OnboardingStack(
    app,
    "Onboarding-dev",
    readSettings((key) => given[key]),
  );
  const messages = app.synth().stacks.flatMap((stack) => stack.messages);
  expect(messages.filter(({ level }) => level !== SynthesisMessageLevel.INFO)).toEqual([]);
});

test("what they find fails synthesis", () => {
  const app = checkedApp();
  new Bucket(new Stack(app, "Open"), "Open");
  expect(() => app.synth()).toThrow("The S3 Bucket has server access logs disabled");
});
