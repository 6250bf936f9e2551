import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { LocalLambda } from "../../packages/durable-lambda-local/src/service.ts";
import type { LocalMail } from "../mail.ts";
import type { LocalSlack } from "../../packages/slack-local/src/slack.ts";

/** The running stand-ins that the sandbox shows and acts on. */
export interface World {
  lambda: LocalLambda;
  mail: LocalMail;
  slack: LocalSlack;
  dynamo: DynamoDBClient;
}
