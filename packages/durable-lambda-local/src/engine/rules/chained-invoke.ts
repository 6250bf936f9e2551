import { ServiceError } from "../../errors.ts";
import type { Target } from "../../functions/registry.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { OperationRow } from "../../store/operations.ts";
import { startExecution } from "../lifecycle.ts";
import { asJson, type Change, type Rules } from "./rule.ts";

/** The invocation of another function; that one's end ends it. */
export const chainedInvoke: Rules = {
  START: { from: [undefined], apply: start },
  CANCEL: { from: ["STARTED"], apply: cancel },
};

/** The function no longer waits for the other one, which goes on by itself. */
function cancel({ operation, now }: Change): OperationRow {
  return { ...operation, status: "CANCELLED", endedAt: now };
}

/** The other function runs as an execution of its own, whose end settles this operation. */
function start({ ledger, update, operation, now }: Change): OperationRow {
  const { FunctionName = "", TenantId } = update.ChainedInvokeOptions ?? {};
  const Input = { Payload: update.Payload };
  const started = (more: object = {}) =>
    ledger.history.record(operation.execution, now, "ChainedInvokeStarted", operation.id, {
      FunctionName,
      TenantId,
      Input,
      ...more,
    });
  const target = chainedTarget(ledger, FunctionName, TenantId);
  if (target instanceof ServiceError) {
    const error = { ErrorType: target.name, ErrorMessage: target.message };
    started();
    ledger.history.record(operation.execution, now, "ChainedInvokeFailed", operation.id, { Error: { Payload: error } });
    return { ...operation, status: "FAILED", endedAt: now, error: asJson(error) };
  }
  const { arn } = startExecution(ledger, target, update.Payload ?? "{}", { parent: operation, tenant: TenantId });
  started({ ExecutedVersion: target.version, ...(target.function.durable ? { DurableExecutionArn: arn } : {}) });
  return operation;
}

/** A function that cannot be invoked fails the operation, not the checkpoint. */
function chainedTarget(ledger: Ledger, reference: string, tenant: string | undefined): Target | ServiceError {
  try {
    return ledger.functions.resolveInvocable(reference, undefined, tenant);
  } catch (error) {
    if (error instanceof ServiceError) {
      return error;
    }
    throw error;
  }
}
