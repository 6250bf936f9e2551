import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { BRIEF } from "../adapters/aws-client.ts";
import { dynamoUsers } from "../adapters/dynamo-users.ts";
import { lambdaDecisions } from "../adapters/lambda-decisions.ts";
import { lambdaStarts } from "../adapters/lambda-starts.ts";
import { secret, slackSecrets } from "../adapters/secrets.ts";
import { slackConfig } from "../config.ts";
import { guarded } from "../slack/guard.ts";
import { slackHandler } from "../slack/handler.ts";

const config = slackConfig();
const log = new Logger({ serviceName: "slack" });
const lambda = new LambdaClient(BRIEF);
const ports = {
  users: dynamoUsers(DynamoDBDocumentClient.from(new DynamoDBClient(BRIEF)), config.TABLE_NAME),
  decisions: lambdaDecisions(lambda),
  starts: lambdaStarts(lambda, config.ONBOARD_FUNCTION),
  log,
};
const slackSecret = secret(new SecretsManagerClient(BRIEF), config.SLACK_SECRET_ID);
// Fetched while the environment still starts. A failure is told by the first request, which fetches again.
slackSecret().catch(() => undefined);

let app: ReturnType<typeof slackHandler> | undefined;

/** Slack's request URL behind the HTTP API. */
export const handler = guarded(async (request) => {
  app ??= slackHandler((await slackSecrets(slackSecret)).signingSecret, ports);
  return app(request);
}, log);
