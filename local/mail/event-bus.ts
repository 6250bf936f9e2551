import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { awsClientConfig } from "../credentials.ts";
import type { MailEvent } from "./events.ts";

/** The events that the deployed rule matches (infra/email.ts). */
const PASSED = new Set(["Email Bounced", "Email Complaint Received", "Email Rejected", "Email Delivery Delayed"]);

/** EventBridge's default bus with our rule: invokes a function asynchronously with each event that the rule matches. */
export function eventBus(lambdaUrl: string, functionName: string, log: (line: string) => void) {
  const lambda = new LambdaClient(awsClientConfig(lambdaUrl));
  return (event: MailEvent): void => {
    if (PASSED.has(event["detail-type"])) {
      const call = new InvokeCommand({
        FunctionName: functionName,
        InvocationType: "Event",
        Payload: JSON.stringify(event),
      });
      lambda.send(call).catch(({ name }: Error) => log(`${functionName} was not called: ${name}\n`));
    }
  };
}
