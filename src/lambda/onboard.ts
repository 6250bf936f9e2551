import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { DurableExecutionApiClient, withDurableExecution } from "@aws/durable-execution-sdk-js";
import { BACKGROUND, documents } from "../aws/client.ts";
import { dynamoSelfCheck } from "../aws/dynamo/self-check.ts";
import { dynamoSlots } from "../aws/dynamo/slots.ts";
import { dynamoUsers } from "../aws/dynamo/users.ts";
import { jwtLinks, usableLinkSecret } from "../aws/links.ts";
import { checkpointClient } from "../aws/checkpoints.ts";
import { lambdaDecisions } from "../aws/lambda.ts";
import { powertoolsMetrics } from "../aws/metrics.ts";
import { secret } from "../aws/secrets.ts";
import { slackCredentials } from "../slack/credentials.ts";
import { sesMail } from "../email/ses.ts";
import { slackClients } from "../slack/web-api.ts";
import { slackCards } from "../slack/cards.ts";
import { slackHome } from "../slack/directory.ts";
import { slackNames } from "../slack/mentions.ts";
import { onboardConfig } from "../config.ts";
import { onboarding } from "../workflow/onboarding.ts";
import { NOBODY, isSelfCheck, selfCheck } from "../workflow/self-check.ts";

// A slower message was probably posted; if the call were aborted, the step would post it again.
const SLACK_MILLISECONDS = 10_000;
// A replaced secret, perhaps a stolen one, signs links for no longer than this.
const LINK_SECRET_MILLISECONDS = 60_000;

const now = (): Date => new Date();
const config = onboardConfig();
const logger = new Logger({ serviceName: "onboard" });
const secrets = new SecretsManagerClient(BACKGROUND);
const slackSecret = secret(secrets, config.SLACK_SECRET_ID, { parse: slackCredentials, now });
const slack = slackClients(slackSecret, config.SLACK_API_URL, SLACK_MILLISECONDS);
const linkSecret = secret(secrets, config.LINK_SECRET_ID, {
  parse: usableLinkSecret,
  keepMilliseconds: LINK_SECRET_MILLISECONDS,
  now,
});
const links = jwtLinks({ secret: linkSecret, confirm: config.CONFIRM, now });

const dynamo = documents(new DynamoDBClient(BACKGROUND));
const mail = sesMail(new SESv2Client(BACKGROUND), {
  from: config.MAIL_FROM,
  fromName: config.MAIL_FROM_NAME,
  configurationSet: config.CONFIGURATION_SET,
  writing: {
    brand: {
      organisation: config.ORGANISATION,
      logoUrl: config.LOGO_URL,
      welcomeUrl: config.WELCOME_URL,
      supportEmail: config.SUPPORT_EMAIL,
    },
    language: config.DEFAULT_LANGUAGE,
    timeZone: config.TIME_ZONE,
  },
  verifyUrl: config.VERIFY_URL,
  links,
  now,
});
const decisions = lambdaDecisions(new LambdaClient(BACKGROUND));

const workflow = onboarding({
  users: dynamoUsers(dynamo, config.TABLE_NAME, { now, retentionDays: config.RETENTION_DAYS }),
  mail,
  cards: slackCards(
    slack,
    config.SLACK_CHANNEL,
    dynamoSlots(dynamo, config.TABLE_NAME, { gapMilliseconds: config.SLACK_GAP_MILLISECONDS, now }),
    now,
    { notified: config.NOTIFY, escalation: config.ESCALATE_TO, nameOf: slackNames(slack, now) },
  ),
  decisions,
  metrics: powertoolsMetrics(config.METRICS_NAMESPACE),
  windowSeconds: config.DECISION_WINDOW_SECONDS,
  reminders: config.REMINDERS,
  escalates: config.ESCALATE_TO !== undefined,
});

/** Uses the adapters and settings of every onboarding, but fetches secrets again: a warm function may hold one that it can't read now. */
const checkItself = selfCheck({
  probes: {
    table: dynamoSelfCheck(dynamo, config.TABLE_NAME),
    async links() {
      await linkSecret.refresh();
      await links.issue(NOBODY);
    },
    async slack() {
      await slackSecret.refresh();
      await slackHome(slack);
    },
    email: () => mail.sendWelcome(NOBODY),
  },
  decisions,
});

/** The durable function. Its log is silent on replay, so every line is about something that happened. */
export const handler = withDurableExecution(
  async (input, ctx) => {
    ctx.configureLogger({ customLogger: logger });
    return isSelfCheck(input) ? checkItself(ctx) : workflow(input, ctx);
  },
  { durableExecutionClient: new DurableExecutionApiClient(checkpointClient()) },
);
