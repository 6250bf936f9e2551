import { Stack } from "aws-cdk-lib";
import type { Data } from "./data.ts";
import type { DurableFunction } from "./durable-function.ts";
import { profileTable } from "../src/adapters/dynamo-schema.ts";
import type { ServiceFunction } from "./service-function.ts";

interface Parts {
  onboard: DurableFunction;
  slack: ServiceFunction;
  verify: ServiceFunction;
  data: Data;
  sender: string;
}

/**
 * Who may do what, all in one place. The workflow alone writes profiles and mails; Slack starts by the alias alone and
 * decides; the page can only verify.
 */
export function permissions({ onboard, slack, verify, data, sender }: Parts): void {
  const { table, slackSecret, linkSecret } = data;
  const readSecret = ["secretsmanager:GetSecretValue"];

  onboard.allow(
    ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
    [table.tableArn],
  );
  onboard.allow(readSecret, [slackSecret.secretArn, linkSecret.secretArn]);
  onboard.allow(["ses:SendEmail"], identitiesOf(onboard, sender), { StringEquals: { "ses:FromAddress": sender } });

  slack.allow(["dynamodb:GetItem"], [table.tableArn]);
  slack.allow(["dynamodb:Query"], [`${table.tableArn}/index/${profileTable.pendingIndex.name}`]);
  slack.allow(readSecret, [slackSecret.secretArn]);
  slack.allow(["lambda:InvokeFunction"], [onboard.live.functionArn]);
  onboard.allowOnExecutions(slack, [
    "lambda:SendDurableExecutionCallbackSuccess",
    "lambda:SendDurableExecutionCallbackFailure",
  ]);

  verify.allow(["dynamodb:GetItem"], [table.tableArn]);
  verify.allow(readSecret, [linkSecret.secretArn]);
  onboard.allowOnExecutions(verify, ["lambda:SendDurableExecutionCallbackSuccess"]);

  for (const each of onboard.stateKey ? [onboard, slack, verify] : []) {
    each.allow(["kms:Decrypt", "kms:GenerateDataKey"], [onboard.stateKey?.keyArn ?? ""], {
      StringEquals: { "kms:ViaService": `lambda.${Stack.of(each).region}.amazonaws.com` },
    });
  }
}

/** SES verifies an address, or its whole domain; whichever identity is there is the one that is asked about. */
function identitiesOf(fn: ServiceFunction, sender: string): string[] {
  const { partition, region, account } = Stack.of(fn);
  const domain = sender.slice(sender.lastIndexOf("@") + 1);
  return [sender, domain].map((identity) => `arn:${partition}:ses:${region}:${account}:identity/${identity}`);
}
