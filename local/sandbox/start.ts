import { LambdaClient } from "@aws-sdk/client-lambda";
import { documents } from "../../src/aws/client.ts";
import { dynamoUsers } from "../../src/aws/dynamo/users.ts";
import { lambdaStarts } from "../../src/aws/lambda.ts";
import { Deadline } from "../../src/domain/deadline.ts";
import { InvalidRequest } from "../../src/domain/failures.ts";
import { shortRequest } from "../../src/domain/start.ts";
import type { OnboardingRequest } from "../../src/domain/user.ts";
import { LOCAL } from "../address.ts";
import { awsClientConfig } from "../credentials.ts";
import { Impossible } from "../../packages/slack-local/src/live-page/action.ts";
import { addressOf } from "./examples.ts";
import type { World } from "./world.ts";

const START_MILLISECONDS = 10_000;

/** Starts an onboarding; throws Impossible where it can't. */
export type Start = (person: { name: string; email?: string | undefined }) => Promise<void>;

/** Starts onboardings as if Robin Requester had asked in Slack, which need not be up; an example's address is its own. */
export function starter({ lambda, dynamo }: World): Start {
  const now = () => new Date(lambda.now());
  const starts = lambdaStarts(new LambdaClient(awsClientConfig(lambda.url)), LOCAL.functionArn, now);
  const users = dynamoUsers(documents(dynamo), LOCAL.table, { now });
  return async ({ name, email = addressOf(name) }) => {
    const request = checked(name, email);
    const previous = await users.find(request.userId);
    if (previous?.status === "PENDING_EMAIL_VERIFICATION" || previous?.status === "ACTIVE") {
      const where = previous.status === "ACTIVE" ? "is already active" : "already has a pending onboarding";
      throw new Impossible(`${previous.name} ${where}. Choose someone else.`);
    }
    using deadline = new Deadline(START_MILLISECONDS, now);
    await starts.start(request, previous, deadline);
  };
}

function checked(name: string, email: string): OnboardingRequest {
  try {
    return shortRequest(email, name, LOCAL.requester);
  } catch (error) {
    throw error instanceof InvalidRequest ? new Impossible(error.message) : error;
  }
}
