import type { Registry } from "../functions/registry.ts";
import { type Clock, openClock } from "./clock.ts";
import { executionTable } from "./executions.ts";
import { historyTable } from "./history.ts";
import { operationTable } from "./operations.ts";
import { pauseTable } from "./pauses.ts";
import type { Store } from "./sqlite.ts";
import { timerTable } from "./timers.ts";

/** All that the service knows and decides from. What writes to it does so within one transaction of the store. */
export interface Ledger {
  store: Store;
  clock: Clock;
  executions: ReturnType<typeof executionTable>;
  operations: ReturnType<typeof operationTable>;
  history: ReturnType<typeof historyTable>;
  timers: ReturnType<typeof timerTable>;
  pauses: ReturnType<typeof pauseTable>;
  functions: Registry;
  /** The executions to which something has happened in the present transaction that their function does not know. */
  changed: number[];
  /** The executions that the present transaction has closed. */
  closed: { key: number; arn: string }[];
  /** The ARNs of the executions whose invocation the present transaction has cut off. */
  interrupted: string[];
}

/** Opens the tables of a store. */
export function openLedger(store: Store, functions: Registry, machine?: () => number): Ledger {
  return {
    store,
    clock: openClock(store, machine),
    executions: executionTable(store),
    operations: operationTable(store),
    history: historyTable(store),
    timers: timerTable(store),
    pauses: pauseTable(store),
    functions,
    changed: [],
    closed: [],
    interrupted: [],
  };
}
