import type { Template } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import { synthesised } from "./synthesised.ts";

interface Statement {
  Action: string | string[];
  Resource: unknown;
  Condition?: unknown;
}

/** What a role may do, in words: "lambda:InvokeFunction on Onboard:live". */
function granted(template: Template, role: string): string[] {
  const policies = Object.values(template.findResources("AWS::IAM::Policy")).map(({ Properties }) => Properties);
  return policies
    .filter(({ Roles }) => Roles.some(({ Ref }: { Ref: string }) => Ref.startsWith(`${role}Role`)))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement as Statement[])
    .flatMap(({ Action, Resource, Condition }) =>
      [Action]
        .flat()
        .flatMap((action) =>
          (Array.isArray(Resource) ? Resource : [Resource]).map(
            (resource) => `${action} on ${inWords(resource)}${Condition ? ` if ${inWords(Condition)}` : ""}`,
          ),
        ),
    )
    .toSorted();
}

/** A resource with its logical ID's hash taken off: `Onboard`, `Profiles/index/pending`. */
function inWords(value: unknown): string {
  if (typeof value === "string") {
    return value;
  }
  const [[key, inner] = []] = Object.entries(value as Record<string, unknown>);
  switch (key) {
    case "Ref":
      return String(inner).replace(/[0-9A-F]{8}$/u, "");
    case "Fn::GetAtt":
      return (inner as string[])[0]?.replace(/[0-9A-F]{8}$/u, "") ?? "";
    case "Fn::Join":
      return (inner as [string, unknown[]])[1].map(inWords).join("");
    default:
      return JSON.stringify(value);
  }
}

const SES = "arn:AWS::Partition:ses:AWS::Region:AWS::AccountId";
const FROM = '{"StringEquals":{"ses:FromAddress":"onboarding@example.com"}}';
const log = (name: string) => [`logs:CreateLogStream on ${name}Logs`, `logs:PutLogEvents on ${name}Logs`];

describe("each role may do what its function does, and nothing else", () => {
  const template = synthesised();

  test("the durable function: writes profiles and mails, carries itself on, and gives up", () => {
    expect(granted(template, "Onboard")).toEqual([
      "dynamodb:DeleteItem on DataProfiles",
      "dynamodb:GetItem on DataProfiles",
      "dynamodb:PutItem on DataProfiles",
      "dynamodb:UpdateItem on DataProfiles",
      "lambda:CheckpointDurableExecution on Onboard:*",
      "lambda:GetDurableExecutionState on Onboard:*",
      "lambda:SendDurableExecutionCallbackFailure on Onboard:*",
      ...log("Onboard"),
      "secretsmanager:GetSecretValue on DataLinkSecret",
      "secretsmanager:GetSecretValue on DataSlackSecret",
      `ses:SendEmail on ${SES}:configuration-set/* if ${FROM}`,
      `ses:SendEmail on ${SES}:identity/* if ${FROM}`,
      "sqs:SendMessage on DataFailedStarts",
    ]);
  });

  test("the Slack function: reads, starts by the alias alone, and decides", () => {
    expect(granted(template, "Slack")).toEqual([
      "dynamodb:GetItem on DataProfiles",
      "dynamodb:Query on DataProfiles/index/pending",
      "lambda:InvokeFunction on OnboardLive",
      "lambda:SendDurableExecutionCallbackFailure on Onboard:*",
      "lambda:SendDurableExecutionCallbackSuccess on Onboard:*",
      ...log("Slack"),
      "secretsmanager:GetSecretValue on DataSlackSecret",
    ]);
  });

  test("the page's function: reads and verifies; it can neither reject nor start", () => {
    expect(granted(template, "Verify")).toEqual([
      "dynamodb:GetItem on DataProfiles",
      "lambda:SendDurableExecutionCallbackSuccess on Onboard:*",
      ...log("Verify"),
      "secretsmanager:GetSecretValue on DataLinkSecret",
    ]);
  });

  test("no role has a managed policy", () => {
    const roles = Object.values(template.findResources("AWS::IAM::Role"));
    expect(roles).toHaveLength(3);
    expect(roles.map(({ Properties }) => Properties.ManagedPolicyArns)).toEqual([undefined, undefined, undefined]);
  });

  test("only the API may call the two functions behind it, each on its own routes; nobody else is let in", () => {
    const permissions = Object.values(template.findResources("AWS::Lambda::Permission")).map(({ Properties }) => [
      Properties.Principal,
      inWords(Properties.FunctionName),
      inWords(Properties.SourceArn).split("/").slice(1).join("/"),
    ]);
    expect(permissions).toEqual([
      ["apigateway.amazonaws.com", "Slack", "*/*/slack/events"],
      ["apigateway.amazonaws.com", "Verify", "*/*/verify"],
      ["apigateway.amazonaws.com", "Verify", "*/*/verify"],
      ["apigateway.amazonaws.com", "Verify", "*/*/verify"],
    ]);
  });
});

test("tracing adds X-Ray's two write actions, which take no resource", () => {
  const template = synthesised({ tracing: true });
  expect(granted(template, "Slack")).toContain("xray:PutTraceSegments on *");
  expect(granted(template, "Slack").filter((each) => each.endsWith(" on *"))).toHaveLength(2);
});

test("a key of our own may be used through Lambda alone, by whoever reads or writes the executions' state", () => {
  const template = synthesised({ customerManagedKey: true });
  for (const role of ["Onboard", "Slack", "Verify"]) {
    const used = granted(template, role).filter((each) => each.startsWith("kms:"));
    expect(used.map((each) => each.split(" if ")[0])).toEqual([
      "kms:Decrypt on OnboardStateKey",
      "kms:GenerateDataKey on OnboardStateKey",
    ]);
    expect(used.every((each) => each.includes('"kms:ViaService"'))).toBe(true);
  }
});
