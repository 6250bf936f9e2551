import { LambdaClient } from "@aws-sdk/client-lambda";
import { documents } from "../../src/aws/client.ts";
import { dynamoUsers } from "../../src/aws/dynamo/users.ts";
import { lambdaStarts } from "../../src/aws/lambda.ts";
import { Deadline } from "../../src/domain/deadline.ts";
import { userIdOf } from "../../src/domain/start.ts";
import { LOCAL } from "../address.ts";
import { awsClientConfig } from "../credentials.ts";
import { Impossible } from "../../packages/slack-local/src/live-page/action.ts";
import { EXAMPLES, addressOf } from "./examples.ts";
import type { World } from "./world.ts";

const START_MILLISECONDS = 10_000;

/** Starts the onboarding of an example, as if Robin Requester had asked in Slack; it needs no Slack that is up. */
export function exampleStarts({ lambda, dynamo }: World) {
  const now = () => new Date(lambda.now());
  const starts = lambdaStarts(new LambdaClient(awsClientConfig(lambda.url)), LOCAL.functionArn, now);
  const users = dynamoUsers(documents(dynamo), LOCAL.table, { now });
  return async (name: string): Promise<void> => {
    if (!EXAMPLES.some((example) => example === name)) {
      throw new Impossible(`${name} is none of the examples. In Slack, /onboard takes any name.`);
    }
    const email = addressOf(name);
    const userId = userIdOf(email);
    const previous = await users.find(userId);
    if (previous?.status === "PENDING_EMAIL_VERIFICATION" || previous?.status === "ACTIVE") {
      const where = previous.status === "ACTIVE" ? "is already active" : "already has a pending onboarding";
      throw new Impossible(`${name} ${where}. Choose someone else.`);
    }
    using deadline = new Deadline(START_MILLISECONDS, now);
    await starts.start({ userId, email, name, requestedBy: LOCAL.requester }, previous, deadline);
  };
}
