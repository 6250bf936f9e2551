import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { BACKGROUND, documents } from "../aws/client.ts";
import { dynamoUsers } from "../aws/dynamo/users.ts";
import { lambdaExecutions, lambdaLetters } from "../aws/lambda.ts";
import { mailReport } from "../aws/mail-event.ts";
import { mailEventsConfig } from "../config.ts";
import { Deadline } from "../domain/deadline.ts";
import { passOn } from "../domain/mail-trouble.ts";

const WITHIN_MILLISECONDS = 20_000;

const now = (): Date => new Date();
const config = mailEventsConfig();
const log = new Logger({ serviceName: "mail-events" });
const lambda = new LambdaClient(BACKGROUND);
const ports = {
  users: dynamoUsers(documents(new DynamoDBClient(BACKGROUND)), config.TABLE_NAME, { now }),
  letters: lambdaLetters(lambda),
  executions: lambdaExecutions(lambda),
  now,
};

/**
 * EventBridge's target for emails that bounced, were reported, refused or delayed. If it throws, Lambda retries, and then moves
 * the event to the dead-letter queue.
 */
export async function handler(event: unknown): Promise<void> {
  const report = mailReport(event);
  if (report === undefined) {
    log.warn("event ignored", { reason: "it reports no trouble with an email of an onboarding" });
    return;
  }
  using deadline = new Deadline(WITHIN_MILLISECONDS, now);
  const result = await passOn(ports, report, deadline);
  const { id, onboardingId, state } = report;
  log.info("mail event", { event: id, onboarding: onboardingId, state, result });
}
