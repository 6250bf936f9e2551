import {
  CallbackTimeoutException,
  type ErrorObject,
  type LambdaClient,
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackSuccessCommand,
} from "@aws-sdk/client-lambda";
import type { Decisions } from "../domain/ports.ts";
import { awsFailure } from "./aws-failure.ts";

const NO_REASON = "The onboarding was rejected.";

/**
 * Decisions as durable callbacks: a success to verify, a failure to reject or to give up. Lambda accepts the first
 * completion and refuses every later one with CallbackTimeoutException; anything else is thrown on, without the callback ID.
 *
 * Where Lambda's answer is lost on the way, the client's own retry is the second completion, and we answer false though we
 * were first. Whoever is told so reads the profile next, and finds this very decision there.
 */
export function lambdaDecisions(client: LambdaClient): Decisions {
  const succeed = (CallbackId: string, Result: string) =>
    isFirst(() => client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId, Result })));
  const fail = (CallbackId: string, error: ErrorObject) =>
    isFirst(() => client.send(new SendDurableExecutionCallbackFailureCommand({ CallbackId, Error: error })));

  return {
    verify: (callbackId, decision) => succeed(callbackId, JSON.stringify(decision)),
    reject: (callbackId, decision) =>
      fail(callbackId, {
        ErrorType: "OnboardingRejected",
        ErrorMessage: decision.reason ?? NO_REASON,
        ErrorData: JSON.stringify(decision),
      }),
    giveUp: (callbackId, { name, message }) => fail(callbackId, { ErrorType: name, ErrorMessage: message }),
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
    throw awsFailure("Lambda's callbacks", error);
  }
}
