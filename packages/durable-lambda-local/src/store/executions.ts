import type { Store } from "./sqlite.ts";

/** Where an execution stands. */
export type ExecutionStatus =
  | "RUNNING"
  | "PAUSING"
  | "PAUSED"
  | "SUCCEEDED"
  | "FAILED"
  | "TIMED_OUT"
  | "STOPPED"
  | "DELETING";

/**
 * An execution as stored: of a durable function, or the one run of a plain one that was invoked without waiting for
 * it. `error` is an ErrorObject as JSON, times are in milliseconds.
 */
export type ExecutionRow = {
  key: number;
  arn: string;
  function: string;
  version: string;
  name: string;
  input: string;
  status: ExecutionStatus;
  phase: "ready" | "running" | "asleep" | "backoff" | "paused" | "closed";
  /** The invocation that runs at present, or ran last. */
  requestId: string | null;
  invokedAt: number | null;
  /** How many invocations in a row have failed. */
  failures: number;
  timeoutSeconds: number | null;
  startedAt: number;
  endedAt: number | null;
  result: string | null;
  error: string | null;
  /** The execution and its operation that wait for this one. */
  parent: number | null;
  parentOperation: string | null;
};

export type NewExecution = Omit<
  ExecutionRow,
  "key" | "status" | "phase" | "requestId" | "invokedAt" | "failures" | "endedAt" | "result" | "error"
>;

const OPEN: ReadonlySet<string> = new Set<ExecutionRow["status"]>(["RUNNING", "PAUSING", "PAUSED"]);

/** Whether it goes on, now or once it is resumed: what it waits for can still be completed. */
export const isOpen = ({ status }: Pick<ExecutionRow, "status">) => OPEN.has(status);

/** Only a durable function's execution has a time to end by; a plain function's run has none. */
export const isDurable = (execution: Pick<ExecutionRow, "timeoutSeconds">) => execution.timeoutSeconds !== null;

/** A filter's member that is null lets everything pass; `statuses` is a JSON list, an empty one lets everything pass. */
export type ExecutionQuery = {
  function: string;
  version: string | null;
  name: string | null;
  statuses: string;
  after: number | null;
  before: number | null;
  reverse: 0 | 1;
  offset: number;
  limit: number;
};

/** @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-durableconfig.html#sam-function-durableconfig-retentionperiodindays */
const DEFAULT_RETENTION_DAYS = 14;

type Key = { key: number };
type Ending = Key & Pick<ExecutionRow, "status" | "endedAt" | "result" | "error">;

/** All executions. */
export function executionTable(store: Store) {
  const insert = store.sql<NewExecution, Key>(
    `insert into executions (arn, function, version, name, input, status, phase, failures, timeoutSeconds, startedAt,
       parent, parentOperation)
     values (:arn, :function, :version, :name, :input, 'RUNNING', 'ready', 0, :timeoutSeconds, :startedAt, :parent,
       :parentOperation)
     returning key`,
  );
  const get = store.sql<Key, ExecutionRow>("select * from executions where key = :key");
  const byArn = store.sql<{ arn: string }, ExecutionRow>("select * from executions where arn = :arn");
  const byName = store.sql<{ function: string; name: string }, ExecutionRow>(
    "select * from executions where function = :function and name = :name",
  );
  const phase = store.sql<Key & Pick<ExecutionRow, "phase" | "failures">>(
    "update executions set phase = :phase, failures = :failures where key = :key",
  );
  const wake = store.sql<Key & { from: string }>(
    "update executions set phase = 'ready' where key = :key and phase = :from",
  );
  const claim = store.sql<{ requestId: string; invokedAt: number }, ExecutionRow>(
    `update executions set phase = 'running', requestId = :requestId, invokedAt = :invokedAt
     where key = (select key from executions where phase = 'ready' limit 1) returning *`,
  );
  const end = store.sql<Ending>(
    `update executions set status = :status, phase = 'closed', endedAt = :endedAt, result = :result, error = :error
     where key = :key`,
  );
  // By the plus sign, SQLite walks the keys and stops at the limit, instead of sorting all that an index finds.
  // https://www.sqlite.org/optoverview.html#uplus
  const listed = (order: "asc" | "desc") =>
    store.sql<Omit<ExecutionQuery, "reverse">, ExecutionRow>(
      `select * from executions
     where +function = :function and timeoutSeconds is not null
       and (:version is null or version = :version) and (:name is null or name = :name)
       and (:statuses = '[]' or status in (select value from json_each(:statuses)))
       and (:after is null or startedAt > :after) and (:before is null or startedAt < :before)
     order by key ${order} limit :limit offset :offset`,
    );
  const [oldestFirst, newestFirst] = [listed("asc"), listed("desc")];
  const setAsynchronous = store.sql<Key>("insert into asynchronous (execution) values (:key)");
  const asynchronous = store.sql<Key, { one: 1 }>("select 1 as one from asynchronous where execution = :key");
  const setTenant = store.sql<Key & { tenant: string }>(
    "insert into tenants (execution, tenant) values (:key, :tenant)",
  );
  const tenant = store.sql<Key, { tenant: string }>("select tenant from tenants where execution = :key");
  const setRetention = store.sql<Key & { days: number }>(
    "insert into retentions (execution, days) values (:key, :days)",
  );
  const retention = store.sql<Key, { days: number }>("select days from retentions where execution = :key");
  const setStatus = store.sql<Key & Pick<ExecutionRow, "status">>(
    "update executions set status = :status where key = :key",
  );
  const pausing = store.sql<{}, Key>("select key from executions where status = 'PAUSING'");
  const isPausing = store.sql<Key, { one: 1 }>(
    "select 1 as one from executions where key = :key and status = 'PAUSING'",
  );
  const orphan = store.sql<Key>("update executions set parent = null, parentOperation = null where parent = :key");
  const deletions = [
    "delete from operations where execution = :key",
    "delete from events where execution = :key",
    "delete from timers where execution = :key",
    "delete from pauses where execution = :key",
    "delete from asynchronous where execution = :key",
    "delete from tenants where execution = :key",
    "delete from retentions where execution = :key",
    "delete from executions where key = :key",
  ].map((text) => store.sql<Key>(text));
  const recover = store.sql<{}>("update executions set phase = 'ready' where phase = 'running'");
  let mayBeReady = true; // whether there can be one to claim
  return {
    insert(row: NewExecution): number {
      mayBeReady = true;
      const inserted = insert.get(row);
      if (!inserted) {
        throw new Error("The database answered an insert without its key.");
      }
      return inserted.key;
    },
    /** Marks an execution that nobody waits for. */
    setAsynchronous: (key: number) => setAsynchronous.run({ key }),
    setTenant: (key: number, of: string) => setTenant.run({ key, tenant: of }),
    tenant: (key: number) => tenant.get({ key })?.tenant,
    setRetention: (key: number, days: number) => setRetention.run({ key, days }),
    /** How many days it is kept after its end: AWS's default, unless its function set another number when it began. */
    retentionDays: (key: number) => retention.get({ key })?.days ?? DEFAULT_RETENTION_DAYS,
    isAsynchronous: (key: number) => asynchronous.get({ key }) !== undefined,
    get: (key: number) => get.get({ key }),
    isPausing: (key: number) => isPausing.get({ key }) !== undefined,
    byArn: (arn: string) => byArn.get({ arn }),
    byName: (functionName: string, name: string) => byName.get({ function: functionName, name }),
    /** Executions of a durable function, newest first unless reversed. */
    list: ({ reverse, ...query }: ExecutionQuery) => (reverse ? oldestFirst : newestFirst).all(query),
    setPhase(key: number, next: ExecutionRow["phase"], failures: number) {
      mayBeReady ||= next === "ready";
      phase.run({ key, phase: next, failures });
    },
    /** Makes a sleeping execution ready; one that is running or closed stays as it is. */
    wake(key: number) {
      mayBeReady = wake.run({ key, from: "asleep" }) > 0 || mayBeReady;
    },
    /** Makes an execution ready whose last invocation failed, unless it was closed meanwhile. */
    retry(key: number) {
      mayBeReady = wake.run({ key, from: "backoff" }) > 0 || mayBeReady;
    },
    /** Whether one may be ready: there is none where it says so. */
    mayBeReady: () => mayBeReady,
    /** Takes one that is ready and makes it running. */
    claim(requestId: string, invokedAt: number): ExecutionRow | undefined {
      const claimed = mayBeReady ? claim.get({ requestId, invokedAt }) : undefined;
      mayBeReady = claimed !== undefined;
      return claimed;
    },
    end: (ending: Ending) => end.run(ending),
    setStatus: (key: number, status: ExecutionStatus) => setStatus.run({ key, status }),
    /** Those that are paused as soon as their invocation lets them. */
    pausing: () => pausing.all({}).map(({ key }) => key),
    /** Removes an execution with all that belongs to it; those that it began stay. */
    delete(key: number) {
      orphan.run({ key }); // the key may be given out again
      deletions.forEach((each) => each.run({ key }));
    },
    /** After a start: executions that were running died with the process, and are ready to be invoked again. */
    recover() {
      mayBeReady = true;
      recover.run({});
    },
  };
}
