import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import { BRIEF } from "../adapters/aws-client.ts";
import { dynamoUsers } from "../adapters/dynamo-users.ts";
import { jwtLinks } from "../adapters/jwt-links.ts";
import { lambdaDecisions } from "../adapters/lambda-decisions.ts";
import { secret, slackSecrets } from "../adapters/secrets.ts";
import { sesMail } from "../adapters/ses-mail.ts";
import { slackCards } from "../adapters/slack-cards.ts";
import { slackClient } from "../adapters/slack-client.ts";
import { onboardConfig } from "../config.ts";
import { onboarding } from "../onboarding/workflow.ts";

const config = onboardConfig();
const logger = new Logger({ serviceName: "onboard" });
const secrets = new SecretsManagerClient(BRIEF);
const slackSecret = secret(secrets, config.SLACK_SECRET_ID);
const slack = async () => slackClient((await slackSecrets(slackSecret)).botToken, config.SLACK_API_URL);
const links = jwtLinks({ secret: secret(secrets, config.LINK_SECRET_ID) });

const workflow = onboarding({
  users: dynamoUsers(DynamoDBDocumentClient.from(new DynamoDBClient(BRIEF)), config.TABLE_NAME),
  mail: sesMail(new SESv2Client(BRIEF), {
    from: config.MAIL_FROM,
    fromName: config.MAIL_FROM_NAME,
    verifyUrl: config.VERIFY_URL,
    links,
  }),
  cards: slackCards(slack, config.SLACK_CHANNEL),
  decisions: lambdaDecisions(new LambdaClient(BRIEF)),
  windowSeconds: config.DECISION_WINDOW_SECONDS,
  reminderSeconds: config.REMINDER_SECONDS,
});

/** The durable function. Its log is silent on replay, so that every line stands for something that happened. */
export const handler = withDurableExecution(async (input, ctx) => {
  ctx.configureLogger({ customLogger: logger });
  return workflow(input, ctx);
});
