import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type LambdaContext, type LambdaEvent, handle } from "hono/aws-lambda";
import { INTERACTIVE, documents } from "../aws/client.ts";
import { dynamoTries } from "../aws/dynamo/tries.ts";
import { dynamoUsers } from "../aws/dynamo/users.ts";
import { jwtLinks, usableLinkSecret } from "../aws/links.ts";
import { lambdaDecisions, lambdaExecutions, lambdaLetters } from "../aws/lambda.ts";
import { linkSecrets } from "../aws/link-secrets.ts";
import { secret } from "../aws/secrets.ts";
import { verifyConfig } from "../config.ts";
import { wordsFor } from "../messages/words.ts";
import { bodiless } from "../web/mangled.ts";
import { verifyPage } from "../web/verify-page.ts";

const now = (): Date => new Date();
const config = verifyConfig();
const lambda = new LambdaClient(INTERACTIVE);
const secrets = new SecretsManagerClient(INTERACTIVE);
const linkSecret = secret(secrets, config.LINK_SECRET_ID, { parse: usableLinkSecret, now });
const links = linkSecrets(secrets, config.LINK_SECRET_ID, linkSecret, now);

const dynamo = documents(new DynamoDBClient(INTERACTIVE));

const reading = { language: config.DEFAULT_LANGUAGE, timeZone: config.TIME_ZONE };
// The first message takes 20 ms, because Node.js loads the rules of languages: here, while the environment starts, no reader waits for it.
wordsFor([], reading).text("ask.until", { until: now() });

const answer = handle(
  verifyPage({
    users: dynamoUsers(dynamo, config.TABLE_NAME, { now }),
    decisions: lambdaDecisions(lambda),
    executions: lambdaExecutions(lambda),
    letters: lambdaLetters(lambda),
    brand: {
      organisation: config.ORGANISATION,
      welcomeUrl: config.WELCOME_URL,
      supportEmail: config.SUPPORT_EMAIL,
    },
    reading,
    tries: dynamoTries(dynamo, config.TABLE_NAME),
    links: jwtLinks({ secret: links.current, otherSecrets: links.others, now }),
    log: new Logger({ serviceName: "verify" }),
    now,
  }),
);

type HttpApiEvent = Extract<LambdaEvent, { rawPath: string }>;

/** The verification page behind the HTTP API. */
export const handler = (event: HttpApiEvent, context: LambdaContext) => answer(bodiless(event), context);
