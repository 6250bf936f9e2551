import type { Invoke } from "../functions/protocol.ts";
import { isOpen } from "../store/executions.ts";
import type { Ledger } from "../store/ledger.ts";
import { fireDue, untilDue } from "./due.ts";
import { type Claimed, claim, conclude, type Invocation } from "./invocations.ts";
import { settlePause } from "./pause.ts";
import { waiters } from "./waiters.ts";

export interface Engine {
  ledger: Ledger;
  /** Begins to drive: what a former engine left running is begun again. Nothing is invoked and no timer fires before. */
  begin(): void;
  /** One transaction, to be told to nobody before the store says that it is committed. What it makes ready is invoked afterwards, and what it schedules fires at its time. */
  change<T>(transaction: () => T): T;
  /** Fires what is due by now, so that what follows finds it done. */
  catchUp(): void;
  /** The invocation that runs for an execution at present, if any. */
  running(arn: string): Invocation | undefined;
  /** Resolves when the execution has ended, at once if it has, or when the engine is closed. */
  ended(key: number): Promise<void>;
  /** Whether so much runs that nothing should wait without need. */
  isBusy(): boolean;
  /** Resolves when something happens to the execution that its function does not know, after a while, or when the engine is closed. */
  changed(key: number, withinMilliseconds: number): Promise<void>;
  /** Moves time forward; what comes due by it fires. */
  advance(seconds: number): void;
  /** Begins nothing any more. What runs is left as it is; the next engine on this ledger begins it again. */
  close(): void;
}

const MAX_RUNNING = 100; // invocations at a time; the others wait for their turn
const FEW_RUNNING = 4;
const BATCH = 50; // timers that fire before requests have their turn again
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** Drives the executions of a ledger: begins their invocations, at most one at a time for each, and fires their timers. */
export function startEngine(ledger: Ledger, invoke: Invoke): Engine {
  const running = new Map<string, Invocation>();
  const waiting = waiters();
  const held = waiters();
  let timer: NodeJS.Timeout | undefined;
  let turn: NodeJS.Immediate | undefined;
  let state: "new" | "driving" | "closed" = "new";

  const commit = <T>(transaction: () => T): T => {
    try {
      const result = ledger.store.transaction(transaction);
      for (const { key, arn } of ledger.closed) {
        running.delete(arn);
        waiting.release(key);
      }
      ledger.changed.forEach(held.release);
      for (const arn of ledger.interrupted) {
        running.delete(arn);
      }
      return result;
    } finally {
      ledger.changed.length = 0;
      ledger.closed.length = 0;
      ledger.interrupted.length = 0;
    }
  };

  const wake = () => {
    turn ??= state === "driving" ? setImmediate(takeTurn) : undefined;
  };

  const takeTurn = () => {
    turn = undefined;
    if (untilDue(ledger) === 0 || ledger.executions.mayBeReady()) {
      const claimed = commit(() => {
        fireDue(ledger, BATCH);
        return claimReady(ledger, MAX_RUNNING - running.size);
      });
      for (const each of claimed) {
        running.set(each.invocation.arn, each.invocation);
        void run(each);
      }
    }
    clearTimeout(timer);
    const delay = untilDue(ledger);
    if (delay === 0) {
      wake();
    } else if (delay !== undefined) {
      timer = setTimeout(wake, Math.min(delay, MAX_TIMEOUT_MS));
    }
  };

  const run = async ({ invocation, execution, payload }: Claimed) => {
    await ledger.store.committed(); // nothing is acted upon that a crash could take back
    if (running.get(invocation.arn) !== invocation) {
      return; // closed meanwhile
    }
    const reference = `${execution.function}:${execution.version}`;
    const response = await invoke(reference, invocation.requestId, payload, ledger.executions.tenant(execution.key));
    if (running.get(invocation.arn) === invocation) {
      running.delete(invocation.arn);
      change(() => {
        conclude(ledger, execution, response);
        settlePause(ledger, execution.key);
      });
    } // otherwise the execution was closed, and this answer comes too late
  };

  const change = <T>(transaction: () => T): T => {
    const result = commit(transaction);
    wake();
    return result;
  };

  return {
    ledger,
    begin() {
      if (state === "new") {
        state = "driving";
        ledger.executions.recover();
        ledger.executions.pausing().forEach((key) => settlePause(ledger, key));
      }
      wake();
    },
    change,
    catchUp() {
      if (state === "driving") {
        while (untilDue(ledger) === 0) {
          change(() => fireDue(ledger, BATCH));
        }
      }
    },
    running: (arn) => running.get(arn),
    async ended(key) {
      const execution = ledger.executions.get(key);
      if (execution && isOpen(execution)) {
        await waiting.wait(key);
      }
    },
    isBusy: () => running.size > FEW_RUNNING,
    async changed(key, withinMilliseconds) {
      const timeout = setTimeout(() => held.release(key), withinMilliseconds);
      await held.wait(key);
      clearTimeout(timeout);
    },
    advance(seconds) {
      ledger.clock.advance(seconds);
      wake();
    },
    close() {
      state = "closed";
      clearTimeout(timer);
      clearImmediate(turn);
      running.clear();
      waiting.releaseAll();
      held.releaseAll();
    },
  };
}

function claimReady(ledger: Ledger, limit: number): Claimed[] {
  const claimed: Claimed[] = [];
  while (claimed.length < limit) {
    const next = claim(ledger);
    if (!next) {
      break;
    }
    claimed.push(next);
  }
  return claimed;
}
