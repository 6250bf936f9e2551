import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { WebClient } from "@slack/web-api";
import { LOCAL } from "../../local/address.ts";
import { awsClientConfig } from "../../local/credentials.ts";
import type { Handle } from "../../packages/durable-lambda-local/src/api/http.ts";
import type { Slack } from "../../packages/slack-local/src/slack.ts";
import type { SlackClients } from "../../src/slack/web-api.ts";
import { quietLogger } from "../../src/slack/log.ts";
import type { Border, Vendor } from "./border.ts";
import { documents } from "../../src/aws/client.ts";
import { inProcess, lambdaOf, NOWHERE, textOf } from "../in-process.ts";

/** The part of an AWS client that its calls can be watched through. */
interface Watched {
  middlewareStack: { add(middleware: (next: Send, context: { commandName: string }) => Send, place: object): void };
}

type Send = (args: Sendable) => Promise<unknown>;
type Sendable = { input: { Updates?: { Action: string; Name: string }[] } };

/** DynamoDB's client; its stand-in is a server of its own. */
export function dynamoClient(url: string, border: Border): DynamoDBDocumentClient {
  // In the cloud every function has connections of its own; here they share them, and must not wait for each other.
  const requestHandler = { httpAgent: { maxSockets: 200 } };
  const client = new DynamoDBClient({ ...awsClientConfig(url), maxAttempts: 1, requestHandler });
  return documents(watched(client, "dynamodb", border));
}

/** SES's client; `deliver` gets each mail. */
export function sesClient(border: Border, deliver: (mail: { to: string; subject: string }) => void): SESv2Client {
  const client = new SESv2Client(
    inProcess(async ({ body }) => {
      const { Destination, Content } = JSON.parse(textOf(body));
      deliver({ to: Destination.ToAddresses[0], subject: Content.Simple.Subject.Data });
      return { status: 200, body: JSON.stringify({ MessageId: "1" }) };
    }),
  );
  return watched(client, "ses", border);
}

/** Lambda's client, of a service in this process. */
export function lambdaClient(border: Border, service: Handle): LambdaClient {
  return watched(lambdaOf(service), "lambda", border);
}

/** Slack's clients, of a Slack in this process. */
export function slackClients(border: Border, slack: Slack): SlackClients {
  return async () =>
    new WebClient(LOCAL.botToken, {
      slackApiUrl: `${NOWHERE}/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: quietLogger,
      fetch: (url, init) => {
        const action = new URL(String(url)).pathname.slice("/api/".length);
        return border.pass({ vendor: "slack", action, updates: undefined }, async () =>
          slack.fetch(new Request(url, init)),
        );
      },
    });
}

function watched<Client extends object>(client: Client, vendor: Vendor, border: Border): Client {
  // After it is put together and signed, so that a request that is carried out twice is the same one.
  const place = { step: "finalizeRequest", priority: "low" };
  (client as unknown as Watched).middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const what = { vendor, action: commandName.replace("Command", ""), updates: updatesOf(args) };
        return border.pass(what, async () => next(args));
      },
    place,
  );
  return client;
}

function updatesOf({ input: { Updates } }: Sendable): string[] | undefined {
  return Updates?.map(({ Action, Name }) => `${Action} ${Name}`);
}
