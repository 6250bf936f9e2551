import type { OperationUpdate } from "@aws-sdk/client-lambda";
import { invalidParameter } from "../errors.ts";
import type { Ledger } from "../store/ledger.ts";
import type { OperationRow } from "../store/operations.ts";
import { closeExecution } from "./lifecycle.ts";
import { checkSizes } from "./limits.ts";
import { callback } from "./rules/callback.ts";
import { chainedInvoke } from "./rules/chained-invoke.ts";
import { context } from "./rules/context.ts";
import type { Rules } from "./rules/rule.ts";
import { step } from "./rules/step.ts";
import { wait } from "./rules/wait.ts";

const RULES: Record<OperationRow["type"], Rules> = {
  STEP: step,
  CONTEXT: context,
  WAIT: wait,
  CALLBACK: callback,
  CHAINED_INVOKE: chainedInvoke,
};

/**
 * Applies a checkpoint's updates in their order and answers the operations that they changed. Throws
 * InvalidParameterValueException for the first one that is malformed or that its operation's state does not allow; the
 * caller's transaction then undoes the others.
 */
export function applyUpdates(ledger: Ledger, execution: number, updates: OperationUpdate[]): Map<string, OperationRow> {
  const changed = new Map<string, OperationRow>();
  const find = (id: string) => changed.get(id) ?? ledger.operations.get(execution, id);
  checkOnce(updates);
  updates.forEach((update, index) => {
    checkOutcome(update);
    checkSizes(update);
    if (update.Type !== "EXECUTION") {
      const operation = applyUpdate(ledger, execution, update, find);
      changed.set(operation.id, operation);
    } else if (index < updates.length - 1) {
      throw invalidParameter("EXECUTION checkpoint must be the last update.");
    }
  });
  changed.forEach((operation) => ledger.operations.save(operation)); // once, though most steps begin and end in one checkpoint
  const last = updates.at(-1);
  if (last?.Type === "EXECUTION") {
    endExecution(ledger, execution, last);
  }
  return changed;
}

function applyUpdate(
  ledger: Ledger,
  execution: number,
  update: OperationUpdate,
  find: (id: string) => OperationRow | undefined,
): OperationRow {
  const { Id: id, Type: type, Action: action, ParentId: parent } = update;
  if (!id || !type || type === "EXECUTION" || !Object.hasOwn(RULES, type)) {
    throw invalidParameter("An operation update needs an Id and a known Type.");
  }
  const rule = action && Object.hasOwn(RULES[type], action) ? RULES[type][action] : undefined;
  if (!rule) {
    throw invalidParameter(`Invalid ${type} action.`);
  }
  const former = find(id);
  if (former) {
    checkIdentity(former, update);
  }
  if (rule.from.every((status) => status !== former?.status)) {
    throw invalidParameter(`Invalid current ${type} state to ${action}.`);
  }
  if (parent && find(parent)?.type !== "CONTEXT") {
    throw invalidParameter("Invalid parent operation id.");
  }
  const now = ledger.clock.now();
  return rule.apply({ ledger, update, operation: former ?? started(execution, id, type, update, now), now });
}

// What follows the model cannot say; AWS's own emulator says it:
// https://github.com/aws/aws-durable-execution-sdk-python-testing/tree/47bdbc0/src/aws_durable_execution_sdk_python_testing/checkpoint/validators

/** One checkpoint changes an operation once; a step or a context may begin and end in it. */
function checkOnce(updates: OperationUpdate[]): void {
  const last = new Map<string | undefined, OperationUpdate>();
  for (const update of updates) {
    const former = last.get(update.Id);
    const goesOn =
      (former?.Type === "STEP" || former?.Type === "CONTEXT") && former.Action === "START" && update.Action !== "START";
    if (former && !goesOn) {
      throw invalidParameter("Cannot checkpoint multiple operations with the same ID.");
    }
    last.set(update.Id, update);
  }
}

/** An outcome is a result or an error. */
function checkOutcome({ Action, Payload, Error }: OperationUpdate): void {
  if (Action === "SUCCEED" && Error !== undefined) {
    throw invalidParameter("Cannot provide an Error for SUCCEED action.");
  }
  if (Action === "FAIL" && Payload !== undefined) {
    throw invalidParameter("Cannot provide a Payload for FAIL action.");
  }
  if (Action === "RETRY" && Error !== undefined && Payload !== undefined) {
    throw invalidParameter("Cannot provide both error and payload to RETRY a STEP.");
  }
}

/** What an operation is stays as it began; an update may leave out what it does not change. */
function checkIdentity({ type, subType, name, parent }: OperationRow, update: OperationUpdate): void {
  if (update.Type !== type) {
    throw invalidParameter("Inconsistent operation type.");
  }
  if (update.SubType !== undefined && update.SubType !== subType) {
    throw invalidParameter("Inconsistent operation subtype.");
  }
  if (update.Name !== undefined && update.Name !== name) {
    throw invalidParameter("Inconsistent operation name.");
  }
  if (update.ParentId !== undefined && update.ParentId !== parent) {
    throw invalidParameter("Inconsistent parent operation id.");
  }
}

/** The SDK ends an execution like this when its result is too large for a response; the update's ID is made up. */
function endExecution(ledger: Ledger, execution: number, { Action, Payload, Error }: OperationUpdate): void {
  if (Action !== "SUCCEED" && Action !== "FAIL") {
    throw invalidParameter("Invalid EXECUTION action.");
  }
  const status = Action === "SUCCEED" ? "SUCCEEDED" : "FAILED";
  closeExecution(ledger, execution, { status, result: Payload, error: Error });
}

function started(
  execution: number,
  id: string,
  type: OperationRow["type"],
  update: OperationUpdate,
  now: number,
): OperationRow {
  return {
    execution,
    id,
    type,
    parent: update.ParentId ?? null,
    name: update.Name ?? null,
    subType: update.SubType ?? null,
    status: "STARTED",
    startedAt: now,
    endedAt: null,
    dueAt: null,
    attempt: null,
    heartbeatSeconds: null,
    callbackId: null,
    replayChildren: 0,
    result: null,
    error: null,
    unseen: 0,
  };
}
