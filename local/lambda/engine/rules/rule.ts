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

const MAX_SECONDS = 31_622_400; // 366 days

/** Lets something fire for an operation at its time. */
export function setTimer(ledger: Ledger, { execution, id }: OperationRow, kind: TimerKind, due: number): void {
  ledger.timers.set({ execution, operation: id, kind, due });
}

/** A number of seconds as an update gives it; throws InvalidParameterValueException for any other value. */
export function wholeSeconds(what: string, value: number | undefined, least: number): number {
  if (value === undefined || !Number.isInteger(value) || value < least || value > MAX_SECONDS) {
    throw invalidParameter(`${what} must be a whole number of seconds from ${least} to ${MAX_SECONDS}.`);
  }
  return value;
}

/** An error as the tables have it. */
export function asJson(error: OperationUpdate["Error"]): string | null {
  return error ? JSON.stringify(error) : null;
}
