import {
  DurableExecutionAlreadyStartedException,
  InvokeCommand,
  type InvokeCommandInput,
  type LambdaClient,
} from "@aws-sdk/client-lambda";
import { createHash } from "node:crypto";
import type { Starts } from "../domain/ports.ts";
import { onboardingId, type User } from "../domain/user.ts";
import { awsFailure } from "./aws-failure.ts";

const ACCEPTED = 202;
const LONGEST_NAME = 64;

/** Starts executions of the onboarding function by its alias's ARN, asynchronously. Its errors hold no personal data. */
export function lambdaStarts(client: LambdaClient, functionArn: string): Starts {
  return {
    async start({ userId, email, name, requestedBy }, previous) {
      const status = await invoke(client, {
        FunctionName: functionArn,
        InvocationType: "Event",
        DurableExecutionName: executionName(userId, previous),
        Payload: JSON.stringify({ user_id: userId, email, name, requested_by: requestedBy }),
      });
      if (status === "name-taken") {
        return "other-request-running";
      }
      if (status !== ACCEPTED) {
        throw new Error(`Lambda answered with status ${status} where it accepts a start with ${ACCEPTED}.`);
      }
      return "started";
    },
  };
}

/**
 * One name for all starts that saw the same past, so that Lambda makes them one execution; another one after each onboarding.
 * It keeps the user ID out of Lambda's lists, and consists of letters, digits and hyphens as names must.
 */
function executionName(userId: string, previous: User | undefined): string {
  const past = `${userId}\n${previous ? onboardingId(previous) : ""}`;
  return `onboarding-${createHash("sha256").update(past).digest("hex")}`.slice(0, LONGEST_NAME);
}

/** Lambda's status, or that an execution of this name has another payload. */
async function invoke(client: LambdaClient, input: InvokeCommandInput): Promise<number | "name-taken" | undefined> {
  try {
    const { StatusCode } = await client.send(new InvokeCommand(input));
    return StatusCode;
  } catch (error) {
    if (error instanceof DurableExecutionAlreadyStartedException) {
      return "name-taken";
    }
    throw awsFailure("Lambda's Invoke", error);
  }
}
