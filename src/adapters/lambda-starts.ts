import {
  DurableExecutionAlreadyStartedException,
  InvokeCommand,
  type InvokeCommandInput,
  type LambdaClient,
  ListDurableExecutionsByFunctionCommand,
} from "@aws-sdk/client-lambda";
import { createHash } from "node:crypto";
import type { Starts } from "../domain/ports.ts";
import { onboardingId, type User } from "../domain/user.ts";
import { awsFailure } from "./aws-failure.ts";

const ACCEPTED = 202;
const LONGEST_NAME = 64;
const UNQUALIFIED_PARTS = 7; // arn:aws:lambda:region:account:function:name

/** Starts executions of the onboarding function by its alias's ARN, asynchronously. Its errors hold no personal data. */
export function lambdaStarts(client: LambdaClient, functionArn: string): Starts {
  return {
    async start({ userId, email, name, requestedBy, note }, previous) {
      const status = await invoke(client, {
        FunctionName: functionArn,
        InvocationType: "Event",
        DurableExecutionName: await freeName(client, functionArn, userId, previous),
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
 * One name for all starts that saw the same past, so that Lambda makes them one execution; another one after each
 * onboarding. An ended execution keeps its name for as long as Lambda retains it, also one that left no profile: it is
 * part of the past then. https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-idempotency.html
 */
async function freeName(client: LambdaClient, functionArn: string, userId: string, previous: User | undefined) {
  let past = previous ? onboardingId(previous) : "";
  for (;;) {
    const name = executionName(functionArn, userId, past);
    const ended = await endedExecution(client, functionArn, name);
    if (!ended) {
      return name;
    }
    past = onboardingId({ execution: ended });
  }
}

/** Names are unique in an account and region, hence the function; they hide the user ID, and have at most 64 characters. */
function executionName(functionArn: string, userId: string, past: string): string {
  const hash = createHash("sha256").update([functionArn, userId, past].join("\n")).digest("hex");
  return `onboarding-${hash}`.slice(0, LONGEST_NAME);
}

/** The ARN of the execution of this name, if there was one and it ended; of any version, for the alias moves on. */
async function endedExecution(client: LambdaClient, functionArn: string, name: string): Promise<string | undefined> {
  const list = new ListDurableExecutionsByFunctionCommand({
    FunctionName: functionArn.split(":", UNQUALIFIED_PARTS).join(":"),
    DurableExecutionName: name,
    Statuses: ["SUCCEEDED", "FAILED", "TIMED_OUT", "STOPPED"],
  });
  try {
    const { DurableExecutions = [] } = await client.send(list);
    return DurableExecutions[0]?.DurableExecutionArn;
  } catch (error) {
    throw awsFailure("Lambda's ListDurableExecutionsByFunction", error);
  }
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
