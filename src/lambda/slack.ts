import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { BRIEF } from "../adapters/aws-client.ts";
import { dynamoUsers } from "../adapters/dynamo-users.ts";
import { lambdaDecisions } from "../adapters/lambda-decisions.ts";
import { lambdaStarts } from "../adapters/lambda-starts.ts";
import { parseSlackSecrets, secret, slackSecrets } from "../adapters/secrets.ts";
import { slackClients } from "../adapters/slack-call.ts";
import { slackGroups } from "../adapters/slack-groups.ts";
import { slackViews } from "../adapters/slack-views.ts";
import { slackWorkspace } from "../adapters/slack-workspace.ts";
import { slackConfig } from "../config.ts";
import { access } from "../slack/access/access.ts";
import { within } from "../slack/deadline.ts";
import { guarded } from "../slack/guard.ts";
import { slackHandler } from "../slack/handler.ts";
import { underCurrentSecret } from "../slack/under-current-secret.ts";

// Slack waits for 3 s in all. The secret is waited for at a cold start alone; a listener then has what is left.
const WHOLE_MILLISECONDS = 2_900;
const SECRET_MILLISECONDS = 1_000;
const SLACK_CALL_MILLISECONDS = 1_000;
// However many forged requests come, the secret is asked for no more often than this.
const ASK_AGAIN_MILLISECONDS = 10_000;

const now = (): Date => new Date();
const config = slackConfig();
const log = new Logger({ serviceName: "slack" });
const lambda = new LambdaClient(BRIEF);
const slackSecret = secret(new SecretsManagerClient(BRIEF), config.SLACK_SECRET_ID, { check: parseSlackSecrets, now });
// Fetched while the environment still starts. A failure is told by the first request, which fetches again.
slackSecret().catch(() => undefined);

const slack = slackClients(slackSecret, config.SLACK_API_URL, SLACK_CALL_MILLISECONDS);
const ports = {
  users: dynamoUsers(DynamoDBDocumentClient.from(new DynamoDBClient(BRIEF)), config.TABLE_NAME, { now }),
  decisions: lambdaDecisions(lambda),
  starts: lambdaStarts(lambda, config.ONBOARD_FUNCTION, now),
  views: slackViews(slack),
  access: access(
    {
      channel: config.SLACK_CHANNEL,
      approvers: config.APPROVERS,
      requesters: config.REQUESTERS,
      fourEyes: config.FOUR_EYES,
    },
    slackGroups(slack, now),
    slackWorkspace(slack),
  ),
  log,
  now,
};

const handle = underCurrentSecret({
  signingSecret: async () => (await within(SECRET_MILLISECONDS, slackSecrets(slackSecret))).signingSecret,
  forget: () => slackSecret.forget(ASK_AGAIN_MILLISECONDS),
  build: (signingSecret) => slackHandler(signingSecret, ports),
});

/** Slack's request URL behind the HTTP API. */
export const handler = guarded((request) => within(WHOLE_MILLISECONDS, handle(request)), log, now);
