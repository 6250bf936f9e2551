import { Match, type Template } from "aws-cdk-lib/assertions";
import { beforeAll, expect, test } from "vitest";
import { durableSettings } from "../../local/functions.ts";
import { idOf, synthesised } from "./synthesised.ts";

const FUNCTION = "AWS::Lambda::Function";

let template: Template;
beforeAll(() => {
  template = synthesised();
});

const onboardIn = (of: Template) => of.findResources(FUNCTION)[idOf(of, FUNCTION, "Onboard")]?.["Properties"];

test("the durable function may run a day and an hour longer than a decision may take, so that the end is written and everyone is notified", () => {
  expect(onboardIn(template).DurableConfig).toEqual({
    ExecutionTimeout: 86_400 + 3_600 + 86_400,
    RetentionPeriodInDays: 30,
  });
  const long = synthesised({ decisionWindow: "90d" });
  long.hasResourceProperties(FUNCTION, {
    DurableConfig: Match.objectLike({ ExecutionTimeout: 90 * 86_400 + 3_600 + 86_400 }),
  });
});

test("the local stack gives its executions the same time, and keeps them as long", () => {
  const { executionTimeoutSeconds, retentionPeriodInDays } = durableSettings(86_400);
  expect(onboardIn(template).DurableConfig).toEqual({
    ExecutionTimeout: executionTimeoutSeconds,
    RetentionPeriodInDays: retentionPeriodInDays,
  });
});

test("no other function is durable", () => {
  const functions = Object.values(template.findResources(FUNCTION));
  expect(functions.filter(({ Properties }) => Properties.DurableConfig)).toHaveLength(1);
});

test("the durable function is published, and old versions stay for those who sleep on them", () => {
  const versions = template.findResources("AWS::Lambda::Version");
  expect(Object.values(versions)).toEqual([
    expect.objectContaining({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }),
  ]);
  template.hasResourceProperties("AWS::Lambda::Alias", {
    Name: "live",
    FunctionVersion: { "Fn::GetAtt": [Object.keys(versions)[0], "Version"] },
  });
});

test("the alias moves to a new version only when that may go on by itself", () => {
  const [alias] = Object.values(template.findResources("AWS::Lambda::Alias"));
  expect(alias?.["DependsOn"]).toEqual([idOf(template, "AWS::IAM::Policy", "OnboardOwnExecutions")]);
});

test("the durable function leaves what failed in a queue, for as long as SQS keeps anything", () => {
  const queue = idOf(template, "AWS::SQS::Queue", "DataFailedStarts");
  expect(onboardIn(template).DeadLetterConfig).toEqual({ TargetArn: { "Fn::GetAtt": [queue, "Arn"] } });
  template.hasResourceProperties("AWS::SQS::Queue", {
    MessageRetentionPeriod: 1_209_600,
    SqsManagedSseEnabled: true,
  });
});

test("executions start under a key of our own only while that is on", () => {
  const own = synthesised({ customerManagedKey: "on" });
  const key = idOf(own, "AWS::KMS::Key", "OnboardStateKey");
  own.hasResourceProperties(FUNCTION, {
    DurableConfig: Match.objectLike({ KMSKeyArn: { "Fn::GetAtt": [key, "Arn"] } }),
  });
  const durableConfig = (other: typeof own) =>
    other.findResources(FUNCTION)[idOf(other, FUNCTION, "Onboard")]?.["Properties"].DurableConfig;
  expect(durableConfig(synthesised({ customerManagedKey: "retired" }))).toEqual(durableConfig(template));
  template.resourceCountIs("AWS::KMS::Key", 0);
});

// https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html has the event and its fields.
test("the end of an execution that failed, was stopped or timed out reaches the function that closes it", () => {
  const rules = Object.entries(template.findResources("AWS::Events::Rule"));
  const [, rule] = rules.find(([id]) => id.startsWith("Onboard")) ?? [];
  const { Description, EventPattern, Targets } = rule?.["Properties"] ?? {};
  expect(Description).toBe("Onboardings whose execution failed, was stopped or timed out");
  expect(EventPattern).toEqual({
    source: ["aws.lambda"],
    "detail-type": ["Durable Execution Status Change"],
    detail: {
      status: ["FAILED", "STOPPED", "TIMED_OUT"],
      durableExecutionArn: [
        { prefix: { "Fn::Join": ["", [{ "Fn::GetAtt": [expect.stringMatching(/^Onboard/u), "Arn"] }, ":"]] } },
      ],
    },
  });
  const unclosed = { "Fn::GetAtt": [expect.stringMatching(/^DataUnclosedEnds/u), "Arn"] };
  expect(Targets).toMatchObject([
    { Arn: { "Fn::GetAtt": [expect.stringMatching(/^Ended/u), "Arn"] }, DeadLetterConfig: { Arn: unclosed } },
  ]);
  template.hasResourceProperties("AWS::Lambda::Function", { DeadLetterConfig: { TargetArn: unclosedArn() } });
});

function unclosedArn() {
  const [id] = Object.keys(template.findResources("AWS::SQS::Queue")).filter((each) =>
    each.startsWith("DataUnclosedEnds"),
  );
  return { "Fn::GetAtt": [id, "Arn"] };
}
