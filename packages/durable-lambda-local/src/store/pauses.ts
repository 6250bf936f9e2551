import type { Store } from "./sqlite.ts";

/** The last pause of an execution; times are in milliseconds. */
export type PauseRow = {
  execution: number;
  requestedAt: number;
  /** The client tokens of the requests that paused and that resumed it. */
  token: string | null;
  resumeToken: string | null;
  reason: string | null;
  timeoutPaused: 0 | 1;
  /** Whether the function is to be invoked as soon as it is resumed. */
  interrupted: 0 | 1;
  /** How much time the execution had left, where the pause stops its timeout, too. */
  remaining: number | null;
  resumedAt: number | null;
};

/** The pauses of all executions, the last one of each. */
export function pauseTable(store: Store) {
  const save = store.sql<PauseRow>(
    `insert or replace into pauses (execution, requestedAt, token, reason, timeoutPaused, interrupted, remaining, resumedAt,
       resumeToken)
     values (:execution, :requestedAt, :token, :reason, :timeoutPaused, :interrupted, :remaining, :resumedAt, :resumeToken)`,
  );
  const get = store.sql<{ execution: number }, PauseRow>("select * from pauses where execution = :execution");
  return { save: (row: PauseRow) => save.run(row), get: (execution: number) => get.get({ execution }) };
}
