import type { OperationRow } from "../../store/operations.ts";
import { asJson, type Change, type Rule, type Rules, setTimer, required } from "./rule.ts";

// A step may end without having been started, and one that was interrupted may end at once.
const from: Rule["from"] = [undefined, "STARTED", "READY"];

/** A step, and the condition that is asked again until it holds. */
export const step: Rules = {
  START: { from: [undefined, "READY"], apply: start },
  SUCCEED: { from, apply: succeed },
  FAIL: { from, apply: fail },
  RETRY: { from, apply: retry },
};

function start({ ledger, operation, now }: Change): OperationRow {
  ledger.history.record(operation.execution, now, "StepStarted", operation.id);
  return { ...operation, status: "STARTED" };
}

function succeed({ ledger, update, operation, now }: Change): OperationRow {
  const attempt = (operation.attempt ?? 0) + 1;
  ledger.history.record(operation.execution, now, "StepSucceeded", operation.id, {
    Result: { Payload: update.Payload },
    RetryDetails: { CurrentAttempt: attempt },
  });
  return { ...operation, status: "SUCCEEDED", endedAt: now, attempt, result: update.Payload ?? null, error: null };
}

function fail({ ledger, update, operation, now }: Change): OperationRow {
  const attempt = (operation.attempt ?? 0) + 1;
  ledger.history.record(operation.execution, now, "StepFailed", operation.id, {
    Error: { Payload: update.Error },
    RetryDetails: { CurrentAttempt: attempt },
  });
  return { ...operation, status: "FAILED", endedAt: now, attempt, error: asJson(update.Error) };
}

/** With an error it is a failed attempt; with a payload it is a condition that does not hold yet. */
function retry({ ledger, update, operation, now }: Change): OperationRow {
  const delay = required("NextAttemptDelaySeconds", update.StepOptions?.NextAttemptDelaySeconds);
  const attempt = (operation.attempt ?? 0) + 1;
  const dueAt = now + delay * 1000;
  setTimer(ledger, operation, "retry", dueAt);
  const RetryDetails = { CurrentAttempt: attempt, NextAttemptDelaySeconds: delay };
  if (update.Error) {
    const details = { Error: { Payload: update.Error }, RetryDetails };
    ledger.history.record(operation.execution, now, "StepFailed", operation.id, details);
  } else {
    const details = { Result: { Payload: update.Payload }, RetryDetails };
    ledger.history.record(operation.execution, now, "StepSucceeded", operation.id, details);
  }
  const outcome = { result: update.Payload ?? null, error: asJson(update.Error) };
  return { ...operation, status: "PENDING", attempt, dueAt, ...outcome };
}
