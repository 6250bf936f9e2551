import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { readSettings } from "../../infra/settings.ts";
import { OnboardingStack } from "../../infra/stack.ts";

/** The settings of a test's stage, which each test may override. */
export const SETTINGS = { channel: "C0123456789", approvers: "channel", sender: "onboarding@example.com" };

const templates = new Map<string, Template>();

/**
 * A template as CloudFormation gets it, without the bundles, which tests of the template need not wait for. It is made once for
 * the same settings, and only to be read.
 */
export function synthesised(over: Record<string, unknown> = {}): Template {
  const key = JSON.stringify(over);
  const template = templates.get(key) ?? Template.fromStack(stackOf(over));
  templates.set(key, template);
  return template;
}

/** The stack that a template is made of. */
export function stackOf(over: Record<string, unknown> = {}): OnboardingStack {
  const settings = readSettings((key) => ({ stages: { test: { ...SETTINGS, ...over } }, stage: "test" })[key]);
  const app = new App({
    builtinCloudFormationValidation: false, // checks.ts runs the validator, which takes seconds
    treeMetadata: false,
    context: {
      "aws:cdk:bundling-stacks": [],
      "aws:cdk:disable-stack-trace": true,
      "@aws-cdk/aws-iam:minimizePolicies": true,
    },
  });
  return new OnboardingStack(app, "Onboarding-test", settings);
}

/** The logical ID of the only resource of this type whose ID begins so. */
export function idOf(template: Template, type: string, prefix: string): string {
  const ids = Object.keys(template.findResources(type)).filter((id) => id.startsWith(prefix));
  if (ids.length !== 1) {
    throw new Error(`${ids.length} resources of type ${type} begin with ${prefix}: ${ids.join(", ")}`);
  }
  return ids[0] ?? "";
}
