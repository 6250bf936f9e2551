import { randomBytes } from "node:crypto";
import type { OperationRow } from "../../store/operations.ts";
import { type Change, type Rules, setTimer } from "./rule.ts";

/** A callback; someone outside ends it, or time does. */
export const callback: Rules = { START: { from: [undefined], apply: start } };

function start({ ledger, update, operation, now }: Change): OperationRow {
  const { TimeoutSeconds: timeout = 0, HeartbeatTimeoutSeconds: heartbeatSeconds = 0 } = update.CallbackOptions ?? {};
  if (timeout > 0) {
    setTimer(ledger, operation, "timeout", now + timeout * 1000);
  }
  if (heartbeatSeconds > 0) {
    setTimer(ledger, operation, "heartbeat", now + heartbeatSeconds * 1000);
  }
  const callbackId = randomBytes(64).toString("base64"); // nobody can guess it, and none is ever given out twice
  ledger.history.record(operation.execution, now, "CallbackStarted", operation.id, {
    CallbackId: callbackId,
    Timeout: timeout || undefined,
    HeartbeatTimeout: heartbeatSeconds || undefined,
  });
  return { ...operation, callbackId, heartbeatSeconds: heartbeatSeconds || null };
}
