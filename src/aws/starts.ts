import { awsFailure } from "../domain/failures.ts";
import {
  DurableExecutionAlreadyStartedException,
  InvokeCommand,
  type InvokeCommandInput,
  type LambdaClient,
} from "@aws-sdk/client-lambda";
import { createHash } from "node:crypto";
import type { Clock } from "../domain/clock.ts";
import { type Deadline, DeadlinePassed } from "../domain/deadline.ts";
import type { Starts } from "../domain/ports.ts";
import { onboardingId, type User } from "../domain/user.ts";
import { sendWithin } from "./send-within.ts";

const ACCEPTED = 202;
const LONGEST_NAME = 64;
const TO_THE_MINUTE = 16; // characters of an ISO 8601 time

/** Starts executions of the onboarding function by its alias's ARN, asynchronously. Its errors hold no personal data. */
export function lambdaStarts(client: LambdaClient, functionArn: string, now: Clock): Starts {
  return {
    async start({ userId, email, name, requestedBy, note }, previous, deadline) {
      const status = await invoke(client, deadline, {
        FunctionName: functionArn,
        InvocationType: "Event",
        DurableExecutionName: executionName(functionArn, userId, previous, now()),
        Payload: JSON.stringify({ user_id: userId, email, name, requested_by: requestedBy, note }),
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
 * One name for all starts of a minute that saw the same past, so that Lambda makes them one execution; another one after each
 * onboarding. The minute is for those that end without leaving a profile: Lambda keeps their names for as long as it
 * retains them. Names are unique in an account and region, hence the function; they hide the user ID.
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-idempotency.html
 */
function executionName(functionArn: string, userId: string, previous: User | undefined, now: Date): string {
  const past = previous ? onboardingId(previous) : "";
  const minute = now.toISOString().slice(0, TO_THE_MINUTE);
  const hash = createHash("sha256").update([functionArn, userId, past, minute].join("\n")).digest("hex");
  return `onboarding-${hash}`.slice(0, LONGEST_NAME);
}

/** Lambda's status, or that an execution of this name has another payload. */
async function invoke(
  client: LambdaClient,
  deadline: Deadline,
  input: InvokeCommandInput,
): Promise<number | "name-taken" | undefined> {
  try {
    const { StatusCode } = await sendWithin(deadline, client, new InvokeCommand(input));
    return StatusCode;
  } catch (error) {
    if (error instanceof DurableExecutionAlreadyStartedException) {
      return "name-taken";
    }
    throw error instanceof DeadlinePassed ? error : awsFailure("Lambda's Invoke", error);
  }
}
