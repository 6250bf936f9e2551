import type { CfnFunction } from "aws-cdk-lib/aws-lambda";
import { Annotations, Match, Template } from "aws-cdk-lib/assertions";
import { expect, test } from "vitest";
import { stackOf, synthesised } from "./synthesised.ts";

const HOME = { account: "123456789012", region: "eu-central-1" };

test("a stage with an account and a Region belongs there and nowhere else", () => {
  const stack = stackOf(HOME);
  expect([stack.account, stack.region]).toEqual([HOME.account, HOME.region]);
  Annotations.fromStack(stack).hasNoWarning("*", Match.stringLikeRegexp("has no account and region"));
});

test("a stage without them draws a warning, which a deployment takes for an error", () => {
  const warnings = Annotations.fromStack(stackOf()).findWarning(
    "*",
    Match.stringLikeRegexp("has no account and region"),
  );
  expect(warnings.map(({ entry }) => entry.data)).toEqual([
    expect.stringContaining("Stage test has no account and region. Put both into cdk.json"),
  ]);
});

test.each([
  [true, true],
  [false, false],
])("retainData %s: termination protection is %s", (retainData, isProtected) => {
  expect(stackOf({ retainData }).terminationProtection).toBe(isProtected);
});

test("everything that can be tagged has the application, the stage and the tags that are set", () => {
  const stack = stackOf({ tags: { "cost-centre": "4711" } });
  expect(stack.tags.tagValues()).toEqual({ application: "durable-onboarding", stage: "test", "cost-centre": "4711" });
});

test("SnapStart fails synthesis: a restored function has no credentials where the bundles look for them", () => {
  const stack = stackOf();
  const [fn] = stack.node
    .findAll()
    .filter((each): each is CfnFunction => "snapStart" in each && each.node.path.includes("Slack"));
  if (!fn) {
    throw new Error("The stack has no function named Slack.");
  }
  fn.snapStart = { applyOn: "PublishedVersions" };
  expect(() => Template.fromStack(stack)).toThrow(
    "SnapStart doesn't work with these bundles, which read credentials from the environment only. First remove @aws-sdk/credential-provider-node from REPLACED in infra/bundling.ts.",
  );
});

test.each(["aws", "aws-cn", "aws-us-gov"])("the dashboard's address has the console of partition %s", (partition) => {
  const template = synthesised();
  const [[name, { Mappings }] = ["", { Mappings: {} }]] = [["Console", template.toJSON()]] as [
    string,
    { Mappings: Record<string, unknown> },
  ][];
  expect(Mappings[name]).toHaveProperty([partition, "domain"]);
  template.hasOutput("Dashboard", {
    Value: {
      "Fn::Join": ["", Match.arrayWith([{ "Fn::FindInMap": ["Console", { Ref: "AWS::Partition" }, "domain"] }])],
    },
  });
});
