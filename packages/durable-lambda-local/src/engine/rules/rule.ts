import type { OperationAction, OperationStatus, OperationUpdate } from "@aws-sdk/client-lambda";
import { invalidParameter } from "../../errors.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { OperationRow } from "../../store/operations.ts";
import type { TimerKind } from "../../store/timers.ts";

/** An update of one operation, as it stands or as it begins with this update. */
export interface Change {
  ledger: Ledger;
  update: OperationUpdate;
  operation: OperationRow;
  now: number;
}

export interface Rule {
  /** The states from which the action is allowed; undefined is that of an operation which does not exist yet. */
  from: (OperationStatus | undefined)[];
  /** The operation after the update; writes its event and sets its timers. */
  apply(change: Change): OperationRow;
}

/** What the function may do to operations of one type; any other action is refused. */
export type Rules = Partial<Record<OperationAction, Rule>>;

/** Lets something fire for an operation at its time. */
export function setTimer(ledger: Ledger, { execution, id }: OperationRow, kind: TimerKind, due: number): void {
  ledger.timers.set({ execution, operation: id, kind, due });
}

/** What an action cannot do without, though the model has it as optional; throws InvalidParameterValueException without it. */
export function required(what: string, value: number | undefined): number {
  if (value === undefined) {
    throw invalidParameter(`${what} is required.`);
  }
  return value;
}

/** An error as the tables have it. */
export function asJson(error: OperationUpdate["Error"]): string | null {
  return error ? JSON.stringify(error) : null;
}
