import { AwsLambdaReceiver } from "@slack/bolt";
import type { Admitted } from "./admit.ts";
import { slackApp, type SlackApp } from "./app.ts";
import type { HttpResponse } from "./guard.ts";
import { quietLogger } from "./quiet-logger.ts";

/** Answers requests that were admitted: Bolt verifies the signature and routes. Calls nobody until a request comes. */
export function slackHandler(
  signingSecret: string,
  app: Omit<SlackApp, "receiver">,
): (request: Admitted) => Promise<HttpResponse> {
  const receiver = new AwsLambdaReceiver({ signingSecret, logger: quietLogger });
  slackApp({ ...app, receiver });
  const handle = receiver.toHandler();
  return ({ headers, body }) => handle({ ...EVENT, headers, body }, undefined);
}

// The rest of an event in payload format 2.0; Bolt's receiver reads none of it.
const EVENT = {
  version: "2.0",
  routeKey: "$default",
  rawPath: "/",
  rawQueryString: "",
  requestContext: {},
  isBase64Encoded: false,
};
