import type { OperationStatus, OperationType } from "@aws-sdk/client-lambda";
import type { Store } from "./sqlite.ts";

/** An operation as stored. `error` is an ErrorObject as JSON, flags are 0 or 1, times are in milliseconds. */
export type OperationRow = {
  execution: number;
  id: string;
  parent: string | null;
  name: string | null;
  type: Exclude<OperationType, "EXECUTION">;
  subType: string | null;
  status: OperationStatus;
  startedAt: number;
  endedAt: number | null;
  /** When a wait ends or the next attempt of a step begins. */
  dueAt: number | null;
  /** How many attempts of a step have ended. */
  attempt: number | null;
  heartbeatSeconds: number | null;
  callbackId: string | null;
  replayChildren: 0 | 1;
  result: string | null;
  error: string | null;
  unseen: 0 | 1;
};

const COLUMNS = `execution, id, parent, name, type, subType, status, startedAt, endedAt, dueAt, attempt,
  heartbeatSeconds, callbackId, replayChildren, result, error, unseen`;

type Named = { execution: number; id: string };
type Of = { execution: number };

/** The operations of all executions. */
export function operationTable(store: Store) {
  const save = store.sql<OperationRow>(
    `insert into operations (${COLUMNS})
     values (${COLUMNS.replace(/\w+/gu, ":$&")})
     on conflict (execution, id) do update set status = excluded.status, endedAt = excluded.endedAt,
       dueAt = excluded.dueAt, attempt = excluded.attempt, replayChildren = excluded.replayChildren,
       result = excluded.result, error = excluded.error, unseen = excluded.unseen`,
  );
  const select = `select ${COLUMNS} from operations`;
  const get = store.sql<Named, OperationRow>(`${select} where execution = :execution and id = :id`);
  const byCallback = store.sql<{ callbackId: string }, OperationRow>(`${select} where callbackId = :callbackId`);
  const all = store.sql<Of, OperationRow>(`${select} where execution = :execution order by position`);
  const unseen = store.sql<Of, OperationRow>(`${select} where execution = :execution and unseen = 1 order by position`);
  const seen = store.sql<Of>("update operations set unseen = 0 where execution = :execution and unseen = 1");
  const pending = store.sql<Of, { one: 1 }>(
    `select 1 as one from operations where execution = :execution and ((type = 'STEP' and status = 'PENDING')
       or (type in ('WAIT', 'CALLBACK', 'CHAINED_INVOKE') and status = 'STARTED')) limit 1`,
  );
  const onlyCallback = store.sql<Of & { since: number }, { one: 1 }>(
    `select 1 as one from operations where execution = :execution and type = 'CALLBACK' and status = 'STARTED'
       and startedAt >= :since and not exists (select 1 from operations
         where execution = :execution and type = 'STEP' and status in ('STARTED', 'READY')) limit 1`,
  );
  const count = store.sql<Of, { count: number }>(
    "select count(*) as count from operations where execution = :execution",
  );
  return {
    count: (execution: number) => count.get({ execution })?.count ?? 0,
    save: (row: OperationRow) => save.run(row),
    get: (execution: number, id: string) => get.get({ execution, id }),
    byCallback: (callbackId: string) => byCallback.get({ callbackId }),
    /** All of an execution's, in the order in which they began. */
    all: (execution: number) => all.all({ execution }),
    /** Those that changed behind the function's back; they are told now, so they are no longer unseen. */
    takeUnseen(execution: number): OperationRow[] {
      const rows = unseen.all({ execution });
      if (rows.length > 0) {
        seen.run({ execution });
      }
      return rows;
    },
    hasUnseen: (execution: number) => unseen.get({ execution }) !== undefined,
    /** Whether a callback that was created since then is open, and no step runs. */
    waitsForNewCallback: (execution: number, since: number) => onlyCallback.get({ execution, since }) !== undefined,
    /** Whether anything is left that will wake the execution. */
    hasPending: (execution: number) => pending.get({ execution }) !== undefined,
  };
}
