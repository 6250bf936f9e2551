import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { INTERACTIVE, documents } from "../aws/client.ts";
import { dynamoUsers } from "../aws/dynamo/users.ts";
import { lambdaDecisions, lambdaExecutions, lambdaLetters, lambdaStarts } from "../aws/lambda.ts";
import { secret } from "../aws/secrets.ts";
import { slackCredentials } from "../slack/credentials.ts";
import { slackClients } from "../slack/web-api.ts";
import { slackDirectory } from "../slack/directory.ts";
import { slackViews } from "../slack/views.ts";
import { slackConfig } from "../config.ts";
import { access, keptDirectory } from "../slack/access.ts";
import { slackApp } from "../slack/app.ts";
import { budgetWithin, lambdaReceiver } from "../slack/receiver.ts";
import type { HttpEvent } from "../slack/request.ts";

const now = (): Date => new Date();
const config = slackConfig();
const log = new Logger({ serviceName: "slack" });
const lambda = new LambdaClient(INTERACTIVE);
const slackSecret = secret(new SecretsManagerClient(INTERACTIVE), config.SLACK_SECRET_ID, {
  parse: slackCredentials,
  now,
});
// Fetched while the environment starts. If that fails, the first request fetches again and reports it.
slackSecret().catch(() => undefined);

// A request makes up to two calls to Slack one after the other.
const slack = slackClients(slackSecret, config.SLACK_API_URL, config.SLACK_WAITS_MILLISECONDS / 3);
/** What the app acts through, behind Lambda's receiver and Socket Mode alike. */
export const deps = {
  users: dynamoUsers(documents(new DynamoDBClient(INTERACTIVE)), config.TABLE_NAME, { now }),
  decisions: lambdaDecisions(lambda),
  executions: lambdaExecutions(lambda),
  letters: lambdaLetters(lambda),
  starts: lambdaStarts(lambda, config.ONBOARD_FUNCTION, now),
  views: slackViews(slack),
  language: config.DEFAULT_LANGUAGE,
  access: access(
    {
      channel: config.SLACK_CHANNEL,
      approvers: config.APPROVERS,
      requesters: config.REQUESTERS,
      fourEyes: config.FOUR_EYES,
    },
    keptDirectory(slackDirectory(slack), now),
  ),
  log,
  now,
};

const receiver = lambdaReceiver({
  signingSecret: {
    current: async () => (await slackSecret()).signingSecret,
    refresh: async () => (await slackSecret.refresh()).signingSecret,
  },
  log,
  now,
  budget: budgetWithin(config.SLACK_WAITS_MILLISECONDS),
});
slackApp(deps, receiver);

/** Slack's request URL behind the HTTP API. */
export const handler = (event: HttpEvent) => receiver.handle(event);
