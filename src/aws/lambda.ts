import * as v from "valibot";
import {
  type $Command,
  CallbackTimeoutException,
  DurableExecutionAlreadyStartedException,
  type ErrorObject,
  GetDurableExecutionCommand,
  InvokeCommand,
  type InvokeCommandInput,
  type LambdaClient,
  ResourceNotFoundException,
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackSuccessCommand,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from "@aws-sdk/client-lambda";
import { createHash } from "node:crypto";
import { awsFailure } from "../domain/failures.ts";
import { type Deadline, DeadlinePassed } from "../domain/deadline.ts";
import type { Letters } from "../domain/letters.ts";
import type { Decisions, Executions, Outcome, Starts } from "../domain/ports.ts";
import type { Clock } from "../domain/clock.ts";
import { requestJson } from "../domain/request.ts";
import { type Decision, type User, onboardingId } from "../domain/user.ts";

/** How decisions other than `verified` appear in the execution's history. */
const FAILURES = {
  rejected: { ErrorType: "OnboardingRejected", ErrorMessage: "The onboarding was rejected." },
  withdrawn: { ErrorType: "OnboardingWithdrawn", ErrorMessage: "The requester withdrew the onboarding." },
  cancelled: { ErrorType: "OnboardingCancelled", ErrorMessage: "An approver cancelled the onboarding." },
} as const satisfies Record<Exclude<Decision["outcome"], "verified">, ErrorObject>;

/**
 * Decisions as durable callbacks: a success to verify, a failure for all others and for giving up. Lambda accepts the first completion
 * and refuses every later one with CallbackTimeoutException. Other errors are thrown, without the callback ID.
 *
 * If Lambda's answer is lost, the client's own retry is a second completion, and we return false although we were first. The caller
 * then reads the profile and finds this same decision there.
 */
export function lambdaDecisions(client: LambdaClient): Decisions {
  const failure = (CallbackId: string, error: ErrorObject) =>
    new SendDurableExecutionCallbackFailureCommand({ CallbackId, Error: error });

  return {
    deliver(CallbackId, decision, deadline) {
      const { outcome, comment } = decision;
      const json = JSON.stringify(decision);
      if (outcome === "verified") {
        const success = new SendDurableExecutionCallbackSuccessCommand({ CallbackId, Result: json });
        return isFirst(() => sendWithin(deadline, client, success));
      }
      const error = { ...FAILURES[outcome], ...(comment ? { ErrorMessage: comment } : {}), ErrorData: json };
      return isFirst(() => sendWithin(deadline, client, failure(CallbackId, error)));
    },
    giveUp: (callbackId, { name, message }) =>
      isFirst(() => client.send(failure(callbackId, { ErrorType: name, ErrorMessage: message }))),
  };
}

/** Letters as successes of the letterbox's callback; refusals and errors are those of decisions. */
export function lambdaLetters(client: LambdaClient): Letters {
  return {
    send(CallbackId, letter, deadline) {
      const success = new SendDurableExecutionCallbackSuccessCommand({ CallbackId, Result: JSON.stringify(letter) });
      return isFirst(() => sendWithin(deadline, client, success));
    },
  };
}

async function isFirst(complete: () => Promise<unknown>): Promise<boolean> {
  try {
    await complete();
    return true;
  } catch (error) {
    if (error instanceof CallbackTimeoutException) {
      return false;
    }
    throw error instanceof DeadlinePassed ? error : awsFailure("Lambda's callbacks", error);
  }
}

const ACCEPTED = 202;
const LONGEST_NAME = 64;
const TO_THE_MINUTE = 16; // characters of an ISO 8601 time

/** Starts executions of the onboarding function by its alias's ARN, asynchronously. Its errors hold no personal data. */
export function lambdaStarts(client: LambdaClient, functionArn: string, now: Clock): Starts {
  return {
    async start(request, previous, deadline) {
      const status = await invoke(client, deadline, {
        FunctionName: functionArn,
        InvocationType: "Event",
        DurableExecutionName: executionName(functionArn, request.userId, previous, now()),
        Payload: requestJson(request),
      });
      if (status === "name-taken") {
        return "other-request-running";
      }
      if (status !== ACCEPTED) {
        throw new Error(`Lambda answered a start with status ${status} instead of ${ACCEPTED}.`);
      }
      return "started";
    },
  };
}

/**
 * Starts in the same minute that saw the same past get the same name, so Lambda makes them one execution. Each onboarding changes the
 * name of the next. The minute is for executions that end without a profile: Lambda keeps a name while it retains the execution. Names
 * are unique in an account and Region, so they include the function; a hash hides the user ID.
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-idempotency.html
 */
function executionName(functionArn: string, userId: string, previous: User | undefined, now: Date): string {
  const past = previous ? onboardingId(previous) : "";
  const minute = now.toISOString().slice(0, TO_THE_MINUTE);
  const hash = createHash("sha256").update([functionArn, userId, past, minute].join("\n")).digest("hex");
  return `onboarding-${hash}`.slice(0, LONGEST_NAME);
}

/** Lambda's status; `name-taken` if an execution of this name has another payload. */
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

/** The states in which an execution has ended. https://docs.aws.amazon.com/lambda/latest/api/API_Execution.html */
const ENDED = new Map<string | undefined, Outcome>([
  ["SUCCEEDED", "succeeded"],
  ["FAILED", "failed"],
  ["STOPPED", "stopped"],
  ["TIMED_OUT", "timed-out"],
]);

/** Durable executions of this account. Errors hold no personal data. Needs lambda:GetDurableExecution on the execution. */
export function lambdaExecutions(client: LambdaClient): Executions {
  return {
    async find(DurableExecutionArn) {
      try {
        const found = await client.send(new GetDurableExecutionCommand({ DurableExecutionArn }));
        return {
          outcome: ENDED.get(found.Status) ?? "running",
          input: jsonIn(found.InputPayload),
          error: found.Error?.ErrorType,
        };
      } catch (error) {
        if (error instanceof ResourceNotFoundException) {
          return undefined;
        }
        throw awsFailure("Lambda's executions", error);
      }
    },
  };
}

// https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html#durable-monitoring-eventbridge
const StatusChange = v.object({
  "detail-type": v.literal("Durable Execution Status Change"),
  detail: v.object({ durableExecutionArn: v.string() }),
});

/** The ARN of the execution that an EventBridge event is about; undefined for any other event. */
export function executionIn(event: unknown): string | undefined {
  const parsed = v.safeParse(StatusChange, event);
  return parsed.success ? parsed.output.detail.durableExecutionArn : undefined;
}

function jsonIn(text: string | undefined): unknown {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson()), text);
  return parsed.success ? parsed.output : undefined;
}

type LambdaCommand<Input extends ServiceInputTypes, Output extends ServiceOutputTypes> = $Command<
  Input,
  Output,
  LambdaClient["config"],
  ServiceInputTypes,
  ServiceOutputTypes
>;

/**
 * Sends a command that must not arrive after the deadline. Each attempt checks the deadline last, after signing; the deadline aborts an
 * attempt in progress. Throws DeadlinePassed, or what the client throws.
 * https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/middleware-stack.html
 */
export async function sendWithin<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  deadline: Deadline,
  client: LambdaClient,
  command: LambdaCommand<Input, Output>,
): Promise<Output> {
  command.middlewareStack.add(
    (next) => (args) => {
      deadline.beforeSending();
      return next(args);
    },
    { step: "finalizeRequest", priority: "low" },
  );
  const output = await client.send(command, { abortSignal: deadline.signal });
  deadline.accepted();
  return output;
}
