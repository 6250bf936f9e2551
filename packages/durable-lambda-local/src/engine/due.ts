import type { Ledger } from "../store/ledger.ts";
import type { OperationRow } from "../store/operations.ts";
import type { Timer } from "../store/timers.ts";
import { closeExecution } from "./lifecycle.ts";
import { endWait, readyStep, settle } from "./settle.ts";

/** Does what is due, at most `limit` timers of it, earliest first. */
export function fireDue(ledger: Ledger, limit: number): void {
  for (let fired = 0; fired < limit; fired += 1) {
    const timer = ledger.timers.due(ledger.clock.now());
    if (!timer) {
      return;
    }
    ledger.timers.remove(timer);
    fire(ledger, timer);
  }
}

/** Milliseconds in which the next timer may be due, 0 when one is, or undefined when there is none. */
export function untilDue({ clock, timers }: Ledger): number | undefined {
  return timers.untilDue(clock.now());
}

function fire(ledger: Ledger, { execution, operation, kind }: Timer): void {
  if (kind === "invocation") {
    ledger.executions.retry(execution);
  } else if (kind === "retention") {
    ledger.executions.delete(execution);
  } else if (kind === "execution") {
    const timeoutSeconds = ledger.executions.get(execution)?.timeoutSeconds;
    const error = { ErrorMessage: `Execution timed out after ${timeoutSeconds} seconds.` };
    closeExecution(ledger, execution, { status: "TIMED_OUT", error });
  } else {
    const row = ledger.operations.get(execution, operation);
    if (row) {
      fireOperation(ledger, row, kind);
    }
  }
}

function fireOperation(ledger: Ledger, row: OperationRow, kind: "wait" | "retry" | "timeout" | "heartbeat"): void {
  switch (kind) {
    case "wait":
      return endWait(ledger, row);
    case "retry":
      return readyStep(ledger, row);
    case "timeout":
      return settle(ledger, row, {
        status: "TIMED_OUT",
        error: { ErrorType: "Callback.Timeout", ErrorMessage: "Callback timed out" },
      });
    case "heartbeat":
      return settle(ledger, row, {
        status: "TIMED_OUT",
        error: { ErrorType: "Callback.Heartbeat", ErrorMessage: "Callback timed out on heartbeat" },
      });
  }
}
