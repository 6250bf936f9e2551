import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { SESv2Client } from "@aws-sdk/client-sesv2";
import {
  DurableExecutionApiClient,
  type DurableExecutionClient,
  withDurableExecution,
} from "@aws/durable-execution-sdk-js";
import { LOCAL } from "../../local/address.ts";
import type { Invoke } from "../../packages/durable-lambda-local/src/functions/protocol.ts";
import { dynamoSlots } from "../../src/aws/dynamo/slots.ts";
import { dynamoUsers } from "../../src/aws/dynamo/users.ts";
import { jwtLinks } from "../../src/aws/links.ts";
import { lambdaDecisions } from "../../src/aws/lambda.ts";
import { sesMail } from "../../src/email/ses.ts";
import type { SlackClients } from "../../src/slack/web-api.ts";
import { slackCards } from "../../src/slack/cards.ts";
import type { Metrics } from "../../src/domain/ports.ts";
import { onboarding } from "../../src/workflow/onboarding.ts";
import type { Prelude } from "./versions.ts";
import { watched } from "./watched.ts";
import { type Border, newInvocation } from "./border.ts";

/** What the function reaches the outside through. */
export interface Clients {
  dynamo: DynamoDBDocumentClient;
  ses: SESv2Client;
  slack: SlackClients;
  lambda: LambdaClient;
}

export interface Spans {
  windowSeconds: number;
  reminders: readonly number[];
  /** Between two messages in a Slack channel. */
  gapMilliseconds: number;
}

const INVOCATION_MILLISECONDS = 60_000;
const SILENT = { error: nothing, warn: nothing, info: nothing, debug: nothing };

/** The durable function as src/lambda/onboard.ts puts it together, in this process: each invocation within the border. */
export function onboardFunction(
  { dynamo, ses, slack, lambda }: Clients,
  border: Border,
  now: () => Date,
  { gapMilliseconds, ...spans }: Spans,
  prelude: Prelude,
  metrics: Metrics,
): Invoke {
  const links = jwtLinks({ secret: async () => LOCAL.linkSecret, now });
  const workflow = onboarding({
    users: dynamoUsers(dynamo, LOCAL.table, { now }),
    mail: sesMail(ses, {
      from: LOCAL.sender,
      fromName: "",
      configurationSet: LOCAL.configurationSet,
      writing: { brand: {}, language: "en", timeZone: "UTC" },
      verifyUrl: "https://example.com/verify",
      links,
      now,
    }),
    cards: slackCards(slack, LOCAL.channel, dynamoSlots(dynamo, LOCAL.table, { gapMilliseconds, now }), now),
    decisions: lambdaDecisions(lambda),
    metrics,
    escalates: false,
    ...spans,
  });
  const handler = withDurableExecution(
    async (input, ctx) => {
      ctx.configureLogger({ customLogger: SILENT });
      await prelude(ctx);
      return workflow(input, watched(ctx, border));
    },
    { durableExecutionClient: quietly(new DurableExecutionApiClient(lambda)) },
  );
  return async (_reference, requestId, payload) => {
    const event = JSON.parse(payload);
    const invocation = newInvocation(event.DurableExecutionArn);
    const context = { awsRequestId: requestId, getRemainingTimeInMillis: () => INVOCATION_MILLISECONDS };
    const lives = border
      .inside(invocation, async () => handler(event, context as never))
      .then((output) => ({ requestId, payload: JSON.stringify(output) }))
      .catch((error: Error) => failed(requestId, error.name, error.message));
    const dies = invocation.died.then(() => failed(requestId, "Runtime.ExitError", "The process died."));
    return Promise.race([lives, dies]);
  };
}

/** Without the SDK's logger, which would print every failure that a test makes. */
function quietly(client: DurableExecutionClient): DurableExecutionClient {
  return {
    checkpoint: (request) => client.checkpoint(request),
    getExecutionState: (request) => client.getExecutionState(request),
  };
}

function failed(requestId: string, errorType: string, errorMessage: string) {
  return { requestId, error: { errorType, errorMessage, trace: [] } };
}

function nothing(): void {}
