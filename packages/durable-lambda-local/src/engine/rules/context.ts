import type { OperationUpdate } from "@aws-sdk/client-lambda";
import type { OperationRow } from "../../store/operations.ts";
import { asJson, type Change, type Rule, type Rules } from "./rule.ts";

const from: Rule["from"] = [undefined, "STARTED"];

/** A child context: what a function groups, or a branch of what it does at the same time. */
export const context: Rules = {
  START: { from: [undefined], apply: start },
  SUCCEED: { from, apply: succeed },
  FAIL: { from, apply: fail },
};

function start({ ledger, operation, now }: Change): OperationRow {
  ledger.history.record(operation.execution, now, "ContextStarted", operation.id);
  return operation;
}

function succeed({ ledger, update, operation, now }: Change): OperationRow {
  const details = { Result: { Payload: update.Payload } };
  ledger.history.record(operation.execution, now, "ContextSucceeded", operation.id, details);
  return { ...ended(operation, update, now), status: "SUCCEEDED", result: update.Payload ?? null };
}

function fail({ ledger, update, operation, now }: Change): OperationRow {
  const details = { Error: { Payload: update.Error } };
  ledger.history.record(operation.execution, now, "ContextFailed", operation.id, details);
  return { ...ended(operation, update, now), status: "FAILED", error: asJson(update.Error) };
}

function ended(operation: OperationRow, update: OperationUpdate, now: number): OperationRow {
  return { ...operation, endedAt: now, replayChildren: update.ContextOptions?.ReplayChildren ? 1 : 0 };
}
