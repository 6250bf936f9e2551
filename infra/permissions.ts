import { Stack, Token } from "aws-cdk-lib";
import type { Data } from "./data.ts";
import { acknowledge } from "./exceptions.ts";
import type { DurableFunction } from "./durable-function.ts";
import type { Email } from "./email.ts";
import { profileTable } from "../src/aws/dynamo/schema.ts";
import type { ServiceFunction } from "./service-function.ts";

interface Parts {
  onboard: DurableFunction;
  slack: ServiceFunction;
  verify: ServiceFunction;
  ended: ServiceFunction;
  mailEvents: ServiceFunction;
  data: Data;
  email: Email;
  sender: string;
}

/**
 * Who can do what, all in one place. Only the workflow creates profiles and sends email; Slack starts by the alias only, and
 * decides; the page can only verify and count tried codes; what closes ended executions reads them, and closes and frees what they left; what
 * hears of emails reads profiles and brings letters.
 */
export function permissions({ onboard, slack, verify, ended, mailEvents, data, email, sender }: Parts): void {
  const { table, slackSecret, linkSecret } = data;
  const readSecret = ["secretsmanager:GetSecretValue"];

  onboard.allow(
    ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
    [table.tableArn],
  );
  onboard.allow(readSecret, [slackSecret.secretArn, linkSecret.secretArn]);
  // SES checks the sender's identity (its address or a domain above it), the configuration set, and in the sandbox the recipient's
  // identity too. The grant covers the sender's address and no other.
  onboard.allow(["ses:SendEmail"], [anyIdentity(onboard), email.configurationSetArn], {
    StringEquals: { "ses:FromAddress": sender },
  });
  // Turning tracking off for one message is an action of its own, without a resource; without it SES refuses the message.
  // Only turning it off is granted. https://docs.aws.amazon.com/ses/latest/dg/configuration-overrides.html
  onboard.allow(["ses:ApplyTrackingConfigurationOverrides"], ["*"], {
    StringEquals: { "ses:OpenTrackingEnabled": "DISABLED", "ses:ClickTrackingEnabled": "DISABLED" },
  });
  acknowledge(onboard.executionRole, "AwsSolutions-IAM5[Resource::*]", "SES defines no resource for this action.");

  slack.allow(["dynamodb:GetItem"], [table.tableArn]);
  const { pendingIndex, endedIndex } = profileTable;
  slack.allow(
    ["dynamodb:Query"],
    [pendingIndex, endedIndex].map(({ name }) => `${table.tableArn}/index/${name}`),
  );
  slack.allow(readSecret, [slackSecret.secretArn]);
  slack.allow(["lambda:InvokeFunction"], [onboard.live.functionArn]);
  onboard.allowOnExecutions(slack, [
    "lambda:SendDurableExecutionCallbackSuccess",
    "lambda:SendDurableExecutionCallbackFailure",
    "lambda:GetDurableExecution", // whether a pending onboarding was stopped
  ]);

  verify.allow(["dynamodb:GetItem"], [table.tableArn]);
  // Only the counts of tried codes, and no profile. A stage that stops asking for codes still has links in flight that take one.
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
  verify.allow(["dynamodb:UpdateItem"], [table.tableArn], {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": `${profileTable.triesPrefix}*` },
  });
  verify.allow(readSecret, [linkSecret.secretArn]);
  onboard.allowOnExecutions(verify, ["lambda:SendDurableExecutionCallbackSuccess", "lambda:GetDurableExecution"]);

  ended.allow(["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"], [table.tableArn]);
  ended.allow(readSecret, [slackSecret.secretArn]);
  onboard.allowOnExecutions(ended, ["lambda:GetDurableExecution"]);

  mailEvents.allow(["dynamodb:GetItem"], [table.tableArn]);
  onboard.allowOnExecutions(mailEvents, [
    "lambda:SendDurableExecutionCallbackSuccess",
    "lambda:GetDurableExecution", // whether an onboarding whose letterbox is closed has ended
  ]);
}

function anyIdentity(fn: ServiceFunction): string {
  const { partition, region, account } = Stack.of(fn);
  acknowledge(
    fn.executionRole,
    `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:${named(region, "AWS::Region")}:${named(account, "AWS::AccountId")}:identity/*]`,
    "Which of them SES asks about is the account's to arrange; the condition on the sender's address is what limits it.",
  );
  return `arn:${partition}:ses:${region}:${account}:identity/*`;
}

/** As cdk-nag writes what only CloudFormation knows, where the settings don't name it: `<AWS::Region>`. */
function named(value: string, pseudo: string): string {
  return Token.isUnresolved(value) ? `<${pseudo}>` : value;
}
