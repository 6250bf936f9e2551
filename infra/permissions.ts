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
  /** The address that email comes from, and those that sleeping onboardings still send from. */
  senders: [string, ...string[]];
}

/**
 * Every function's permissions. Only the workflow creates profiles and sends email. The Slack function starts by the alias only, and
 * decides. The page can only verify, and count tried codes. The function for ended executions reads them, and closes and frees what they
 * left. The function for email events reads profiles and sends letters.
 */
export function permissions({ onboard, slack, verify, ended, mailEvents, data, email, senders }: Parts): void {
  const { table, slackSecret, linkSecret } = data;
  const readSecret = ["secretsmanager:GetSecretValue"];

  onboard.allow(
    ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
    [table.tableArn],
  );
  onboard.allow(readSecret, [slackSecret.secretArn, linkSecret.secretArn]);
  // SES checks the sender's identity (its address or a domain above it), the configuration set, and in the sandbox the recipient's
  // identity too. The grant covers our senders' addresses and no other.
  onboard.allow(["ses:SendEmail"], [anyIdentity(onboard), email.configurationSetArn], {
    StringEquals: { "ses:FromAddress": senders.length > 1 ? senders : senders[0] },
  });
  // Turning tracking off for one message is a separate action, without a resource; without it SES refuses the message.
  // The grant covers only turning it off. https://docs.aws.amazon.com/ses/latest/dg/configuration-overrides.html
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
  // Only the counts of tried codes, no profile. Granted even if `confirm` is `button`, because sent links may still take a code.
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
    "The account's owner decides which identity SES checks; the condition on the sender's address limits the grant.",
  );
  return `arn:${partition}:ses:${region}:${account}:identity/*`;
}

/** A value as cdk-nag writes it: the setting's, or else CloudFormation's, like `<AWS::Region>`. */
function named(value: string, pseudo: string): string {
  return Token.isUnresolved(value) ? `<${pseudo}>` : value;
}
