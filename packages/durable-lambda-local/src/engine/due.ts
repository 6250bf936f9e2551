import type { Ledger } from "../store/ledger.ts";
import type { OperationRow } from "../store/operations.ts";
import type { Timer } from "../store/timers.ts";
import { closeExecution } from "./lifecycle.ts";
import { endWait, readyStep, settle } from "./settle.ts";

/** Does what is due, at most `limit` timers of it, earliest first. */
export function fireDue(ledger: Ledger, limit: number): void {
  let timer = ledger.timers.first();
  for (let fired = 0; timer && timer.due <= ledger.clock.now() && fired < limit; fired += 1) {
    ledger.timers.remove(timer);
    fire(ledger, timer);
    timer = ledger.timers.first();
  }
}

/** Milliseconds until the next timer is due, 0 when one is, or undefined when there is none. */
export function untilDue({ clock, timers }: Ledger): number | undefined {
  const first = timers.first();
  return first && Math.max(0, first.due - clock.now());
}

function fire(ledger: Ledger, { execution, operation, kind }: Timer): void {
  if (kind === "invocation") {
    ledger.executions.retry(execution);
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
