import type { Store } from "./sqlite.ts";

/**
 * What is due: a wait's end, a step's next attempt, a callback's end, an execution's end, an invocation's next attempt, or the deletion
 * of an execution that has ended.
 */
export type TimerKind = "wait" | "retry" | "timeout" | "heartbeat" | "execution" | "invocation" | "retention";

/** `operation` is empty where the timer is the whole execution's. */
export type Timer = { execution: number; operation: string; kind: TimerKind; due: number };

/** The timers of all executions; there is at most one of a kind for an operation. */
export function timerTable(store: Store) {
  const set = store.sql<Timer>(
    `insert into timers (execution, operation, kind, due) values (:execution, :operation, :kind, :due)
     on conflict (execution, operation, kind) do update set due = excluded.due`,
  );
  const clear = store.sql<{ execution: number; operation: string }>(
    "delete from timers where execution = :execution and operation = :operation",
  );
  const remove = store.sql<Omit<Timer, "due">>(
    "delete from timers where execution = :execution and operation = :operation and kind = :kind",
  );
  const clearAll = store.sql<{ execution: number }>("delete from timers where execution = :execution");
  const get = store.sql<Omit<Timer, "due">, { due: number }>(
    "select due from timers where execution = :execution and operation = :operation and kind = :kind",
  );
  const first = store.sql<{}, Timer>("select execution, operation, kind, due from timers order by due limit 1");
  const next = store.sql<{}, { due: number | null }>("select min(due) as due from timers where kind <> 'retention'");
  // No timer is due before it. It may be too early, after a timer is cleared, and is never too late: not even after a
  // transaction that is undone, for only `untilDue`, which is outside of them, moves it back.
  let earliest = Number.NEGATIVE_INFINITY;
  return {
    set(timer: Timer) {
      earliest = Math.min(earliest, timer.due);
      set.run(timer);
    },
    dueAt: (timer: Omit<Timer, "due">) => get.get(timer)?.due,
    remove: (timer: Omit<Timer, "due">) => remove.run(timer),
    /** Clears what an operation still waits for. */
    clear: (execution: number, operation: string) => clear.run({ execution, operation }),
    clearAll: (execution: number) => clearAll.run({ execution }),
    /** The one that is due first, if any. */
    first: () => first.get({}),
    /** When something happens in an execution by itself. */
    nextEvent: () => next.get({})?.due ?? undefined,
    /** The first one, if it is due by now. */
    due(now: number): Timer | undefined {
      const timer = earliest <= now ? first.get({}) : undefined;
      return timer && timer.due <= now ? timer : undefined;
    },
    /**
     * Milliseconds until a timer is due, 0 when one is, or undefined when there is none; it can be too few, but not 0, after a
     * timer was cleared. Not to be called within a transaction.
     */
    untilDue(now: number): number | undefined {
      if (earliest <= now) {
        earliest = first.get({})?.due ?? Number.POSITIVE_INFINITY;
      }
      return earliest === Number.POSITIVE_INFINITY ? undefined : Math.max(0, earliest - now);
    },
  };
}
