import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { BACKGROUND, documents } from "../aws/client.ts";
import { dynamoLeftovers } from "../aws/dynamo/leftovers.ts";
import { executionIn, lambdaExecutions } from "../aws/lambda.ts";
import { powertoolsMetrics } from "../aws/metrics.ts";
import { secret } from "../aws/secrets.ts";
import { slackCredentials } from "../slack/credentials.ts";
import { slackNames } from "../slack/mentions.ts";
import { slackClients } from "../slack/web-api.ts";
import { slackCards, slackRequesters } from "../slack/cards.ts";
import { endedConfig } from "../config.ts";
import { closeEnded } from "../domain/close-ended.ts";

const SLACK_MILLISECONDS = 10_000;

const now = (): Date => new Date();
const config = endedConfig();
const log = new Logger({ serviceName: "ended" });
const metrics = powertoolsMetrics(config.METRICS_NAMESPACE);
const slackSecret = secret(new SecretsManagerClient(BACKGROUND), config.SLACK_SECRET_ID, {
  parse: slackCredentials,
  now,
});
const slack = slackClients(slackSecret, config.SLACK_API_URL, SLACK_MILLISECONDS);
// Its messages don't wait for slots: the card is already there, and such ends are rare.
const noSlots = async () => 0;

const ports = {
  executions: lambdaExecutions(new LambdaClient(BACKGROUND)),
  leftovers: dynamoLeftovers(documents(new DynamoDBClient(BACKGROUND)), config.TABLE_NAME, {
    now,
    retentionDays: config.RETENTION_DAYS,
  }),
  cards: slackCards(slack, config.SLACK_CHANNEL, noSlots, now, {
    notified: { mentions: [], messages: [] },
    escalation: undefined,
    nameOf: slackNames(slack, now),
  }),
  tellNotStarted: slackRequesters(slack),
};

/**
 * EventBridge's target for executions that failed, were stopped or timed out. If it throws, Lambda retries, and each attempt continues
 * where the last one stopped.
 */
export async function handler(event: unknown): Promise<void> {
  const execution = executionIn(event);
  if (execution === undefined) {
    log.warn("event ignored", { reason: "it is not about a durable execution" });
    return;
  }
  const result = await closeEnded(ports, execution);
  if (result === "closed") {
    metrics.abandoned();
  }
  log.info("execution ended", { execution, result });
}
