import { awsFailure } from "../domain/failures.ts";
import {
  CallbackTimeoutException,
  type ErrorObject,
  type LambdaClient,
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackSuccessCommand,
} from "@aws-sdk/client-lambda";
import { DeadlinePassed } from "../domain/deadline.ts";
import type { Decisions } from "../domain/ports.ts";
import { sendWithin } from "./send-within.ts";

const NO_REASON = "The onboarding was rejected.";

/**
 * Decisions as durable callbacks: a success to verify, a failure to reject or to give up. Lambda accepts the first
 * completion and refuses every later one with CallbackTimeoutException; anything else is thrown on, without the callback ID.
 *
 * Where Lambda's answer is lost on the way, the client's own retry is the second completion, and we answer false though we
 * were first. Whoever is told so reads the profile next, and finds this very decision there.
 */
export function lambdaDecisions(client: LambdaClient): Decisions {
  const failure = (CallbackId: string, error: ErrorObject) =>
    new SendDurableExecutionCallbackFailureCommand({ CallbackId, Error: error });

  return {
    verify(CallbackId, decision, deadline) {
      const Result = JSON.stringify(decision);
      const success = new SendDurableExecutionCallbackSuccessCommand({ CallbackId, Result });
      return isFirst(() => sendWithin(deadline, client, success));
    },
    reject(callbackId, decision, deadline) {
      const rejection = failure(callbackId, {
        ErrorType: "OnboardingRejected",
        ErrorMessage: decision.reason ?? NO_REASON,
        ErrorData: JSON.stringify(decision),
      });
      return isFirst(() => sendWithin(deadline, client, rejection));
    },
    giveUp: (callbackId, { name, message }) =>
      isFirst(() => client.send(failure(callbackId, { ErrorType: name, ErrorMessage: message }))),
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
