import type { Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, test } from "vitest";
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
  let template: Template;
  beforeAll(() => {
    template = synthesised();
  });

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
      'ses:ApplyTrackingConfigurationOverrides on * if {"StringEquals":{"ses:OpenTrackingEnabled":"DISABLED","ses:ClickTrackingEnabled":"DISABLED"}}',
      `ses:SendEmail on ${SES}:configuration-set/EmailSet if ${FROM}`,
      `ses:SendEmail on ${SES}:identity/* if ${FROM}`,
      "sqs:SendMessage on DataFailedStarts",
    ]);
  });

  test("the durable function also sends from former senders, which sleeping onboardings still use", () => {
    const former = granted(synthesised({ formerSenders: ["old@example.org"] }), "Onboard");
    const both = '"ses:FromAddress":["onboarding@example.com","old@example.org"]';
    expect(former.filter((statement) => statement.includes("ses:SendEmail") && statement.includes(both))).toHaveLength(
      2,
    );
  });

  test("the Slack function: reads, starts by the alias alone, and decides", () => {
    expect(granted(template, "Slack")).toEqual([
      "dynamodb:GetItem on DataProfiles",
      "dynamodb:Query on DataProfiles/index/ended-by-time",
      "dynamodb:Query on DataProfiles/index/pending-by-deadline",
      "lambda:GetDurableExecution on Onboard:*",
      "lambda:InvokeFunction on OnboardLive",
      "lambda:SendDurableExecutionCallbackFailure on Onboard:*",
      "lambda:SendDurableExecutionCallbackSuccess on Onboard:*",
      ...log("Slack"),
      "secretsmanager:GetSecretValue on DataSlackSecret",
    ]);
  });

  test("the page's function: reads, counts tried codes and verifies; it can neither reject nor start, nor write a profile", () => {
    expect(granted(template, "Verify")).toEqual([
      "dynamodb:GetItem on DataProfiles",
      'dynamodb:UpdateItem on DataProfiles if {"ForAllValues:StringLike":{"dynamodb:LeadingKeys":"tries#*"}}',
      "lambda:GetDurableExecution on Onboard:*",
      "lambda:SendDurableExecutionCallbackSuccess on Onboard:*",
      ...log("Verify"),
      "secretsmanager:GetSecretValue on DataLinkSecret",
    ]);
  });

  test("what closes ended executions: reads them, and closes and frees what they left", () => {
    expect(granted(template, "Ended")).toEqual([
      "dynamodb:DeleteItem on DataProfiles",
      "dynamodb:GetItem on DataProfiles",
      "dynamodb:UpdateItem on DataProfiles",
      "lambda:GetDurableExecution on Onboard:*",
      ...log("Ended"),
      "secretsmanager:GetSecretValue on DataSlackSecret",
      "sqs:SendMessage on DataUnclosedEnds",
    ]);
  });

  test("what hears of emails: reads profiles, and brings letters; it can neither reject nor start", () => {
    expect(granted(template, "MailEvents")).toEqual([
      "dynamodb:GetItem on DataProfiles",
      "lambda:GetDurableExecution on Onboard:*",
      "lambda:SendDurableExecutionCallbackSuccess on Onboard:*",
      ...log("MailEvents"),
      "sqs:SendMessage on DataLostMailEvents",
    ]);
  });

  test("no role has a managed policy", () => {
    const roles = Object.values(template.findResources("AWS::IAM::Role"));
    expect(roles).toHaveLength(5);
    expect(roles.flatMap(({ Properties }) => Properties.ManagedPolicyArns ?? [])).toEqual([]);
  });

  test("only the API can call the two functions behind it, each on its own routes, and the rules those for events", () => {
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
      ["events.amazonaws.com", "MailEvents", ""],
      ["events.amazonaws.com", "Ended", ""],
    ]);
  });
});

test("tracing adds X-Ray's two write actions, which take no resource", () => {
  const template = synthesised({ tracing: true });
  expect(granted(template, "Slack")).toContain("xray:PutTraceSegments on *");
  expect(granted(template, "Slack").filter((each) => each.endsWith(" on *"))).toHaveLength(2);
});

describe("a key that executions began under", () => {
  let on: Template;
  beforeAll(() => {
    on = synthesised({ customerManagedKey: "on" });
  });
  const keyIn = (template: Template) => Object.values(template.findResources("AWS::KMS::Key"))[0] ?? {};

  test("may be used by Lambda for this function's state, and by the roles through Lambda, only to read it", () => {
    const [account, lambda, roles, ...others] = keyIn(on)["Properties"].KeyPolicy.Statement;
    expect(others).toEqual([]);
    expect([lambda.Sid, lambda.Resource, roles.Sid, roles.Resource]).toEqual([
      "LambdaKeepsState",
      "*", // in a key's policy: the key itself
      "FunctionsReadState",
      "*",
    ]);
    expect([account.Action, inWords(account.Principal.AWS)]).toEqual([
      "kms:*",
      "arn:AWS::Partition:iam::AWS::AccountId:root",
    ]);
    expect([lambda.Principal, lambda.Action]).toEqual([
      { Service: "lambda.amazonaws.com" },
      ["kms:Decrypt", "kms:GenerateDataKey"],
    ]);
    expect(lambda.Condition.StringEquals).toEqual({ "aws:SourceAccount": { Ref: "AWS::AccountId" } });
    expect(inWords(lambda.Condition.StringLike["kms:EncryptionContext:aws:lambda:FunctionArn"])).toBe(
      "arn:AWS::Partition:lambda:AWS::Region:AWS::AccountId:function:Onboarding-test-Onboard*",
    );
    expect([roles.Principal, roles.Action]).toEqual([{ AWS: "*" }, "kms:Decrypt"]);
    expect(Object.entries(roles.Condition.StringEquals).map(([key, value]) => [key, inWords(value)])).toEqual([
      ["kms:ViaService", "lambda.AWS::Region.AWS::URLSuffix"],
      ["kms:CallerAccount", "AWS::AccountId"],
    ]);
    expect(roles.Condition.ArnLike["aws:PrincipalArn"].map(inWords)).toEqual(
      ["Onboard", "Slack", "Verify", "Ended", "MailEvents"].map(
        (name) => `arn:AWS::Partition:iam::AWS::AccountId:role/Onboarding-test-${name}Role*`,
      ),
    );
  });

  test("is rotated every year", () => {
    expect(keyIn(on)["Properties"]).toMatchObject({ EnableKeyRotation: true });
  });

  test.each([{ retainData: true }, { retainData: false }])("stays, with its grants, under each setting: %j", (data) => {
    const own = synthesised({ customerManagedKey: "on", ...data });
    const retired = synthesised({ customerManagedKey: "retired", ...data });
    expect(keyIn(own)).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
    // Retired, it is the same resource to CloudFormation. Taken out of the template (`off`), CloudFormation leaves it as it is:
    // no role's own policy has anything to do with it, so no permission goes with the template.
    expect(retired.findResources("AWS::KMS::Key")).toEqual(own.findResources("AWS::KMS::Key"));
    expect(retired.findResources("AWS::IAM::Policy")).toEqual(own.findResources("AWS::IAM::Policy"));
    const off = synthesised({ customerManagedKey: "off", ...data });
    expect(off.findResources("AWS::IAM::Policy")).toEqual(own.findResources("AWS::IAM::Policy"));
  });

  test("has a name for the function and for each role that CloudFormation will really begin theirs with", () => {
    for (const [type, ids] of [
      ["AWS::Lambda::Function", ["Onboard"]],
      ["AWS::IAM::Role", ["OnboardRole", "SlackRole", "VerifyRole", "EndedRole", "MailEventsRole"]],
    ] as const) {
      for (const id of ids) {
        // Stack, logical ID and 12 random characters, cut at 64: what the patterns hold is never cut.
        expect(Object.keys(on.findResources(type)).filter((each) => each.startsWith(id))).toHaveLength(1);
        expect(`Onboarding-${"s".repeat(20)}-${id}`.length).toBeLessThan(64 - 13);
      }
    }
  });
});
