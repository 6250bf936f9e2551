import type { OperationRow } from "../../store/operations.ts";
import { seconds } from "../../wire.ts";
import { type Change, type Rules, setTimer, required } from "./rule.ts";

/** A wait; time ends it. */
export const wait: Rules = { START: { from: [undefined], apply: start }, CANCEL: { from: ["STARTED"], apply: cancel } };

function start({ ledger, update, operation, now }: Change): OperationRow {
  const duration = required("WaitSeconds", update.WaitOptions?.WaitSeconds);
  const dueAt = now + duration * 1000;
  setTimer(ledger, operation, "wait", dueAt);
  const details = { Duration: duration, ScheduledEndTimestamp: seconds(dueAt) };
  ledger.history.record(operation.execution, now, "WaitStarted", operation.id, details);
  return { ...operation, dueAt };
}

function cancel({ ledger, update, operation, now }: Change): OperationRow {
  ledger.timers.clear(operation.execution, operation.id);
  const details = update.Error ? { Error: { Payload: update.Error } } : {};
  ledger.history.record(operation.execution, now, "WaitCancelled", operation.id, details);
  return { ...operation, status: "CANCELLED", endedAt: now };
}
