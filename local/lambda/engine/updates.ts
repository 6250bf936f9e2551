import type { OperationUpdate } from "@aws-sdk/client-lambda";
import { invalidParameter } from "../errors.ts";
import type { Ledger } from "../store/ledger.ts";
import type { OperationRow } from "../store/operations.ts";
import { closeExecution } from "./lifecycle.ts";
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
const MAX_PAYLOAD_BYTES = 1024 * 1024;

/**
 * Applies a checkpoint's updates in their order and answers the operations that they changed. Throws
 * InvalidParameterValueException for the first one that is malformed or that its operation's state does not allow; the
 * caller's transaction then undoes the others.
 */
export function applyUpdates(ledger: Ledger, execution: number, updates: OperationUpdate[]): Map<string, OperationRow> {
  const changed = new Map<string, OperationRow>();
  const find = (id: string) => changed.get(id) ?? ledger.operations.get(execution, id);
  updates.forEach((update, index) => {
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
  if (former && former.type !== type) {
    throw invalidParameter(`Operation is a ${former.type}, not a ${type}.`);
  }
  if (rule.from.every((status) => status !== former?.status)) {
    throw invalidParameter(`Invalid current ${type} state to ${action}.`);
  }
  if (parent && find(parent)?.type !== "CONTEXT") {
    throw invalidParameter("Invalid parent operation id.");
  }
  if (sizeOf(update) > MAX_PAYLOAD_BYTES) {
    throw invalidParameter(`${type} payload size must be less than or equal to ${MAX_PAYLOAD_BYTES} bytes.`);
  }
  const now = ledger.clock.now();
  return rule.apply({ ledger, update, operation: former ?? started(execution, id, type, update, now), now });
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

function sizeOf({ Payload, Error }: OperationUpdate): number {
  return Buffer.byteLength(Payload ?? "") + (Error ? Buffer.byteLength(JSON.stringify(Error)) : 0);
}
