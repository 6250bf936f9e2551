import { getHistory } from "./api/queries.ts";
import type { ExecutionRow } from "./store/executions.ts";
import type { Ledger } from "./store/ledger.ts";

/** An event as GetDurableExecutionHistory tells it: times in seconds, and a `…Details` member under its type's name. */
export interface HistoryEvent {
  EventType: string;
  EventTimestamp: number;
  Id?: string;
  Name?: string;
  [details: `${string}Details`]: Record<string, unknown> | undefined;
}

/** Looks into the service without changing anything; an execution's ID is the last part of its ARN. */
export interface Inspection {
  /** A durable function's executions, newest first. */
  list(functionName: string, limit: number): ExecutionRow[];
  /** How many executions a durable function has. */
  count(functionName: string): number;
  find(id: string): ExecutionRow | undefined;
  /** All events of an execution, without the IDs of its callbacks: an ID is all it takes to decide. */
  history(execution: ExecutionRow): HistoryEvent[];
  /** When the first timer of an execution that goes on is due, in milliseconds since 1970. */
  nextDue(): number | undefined;
  /** Whether a function runs or is about to. */
  isBusy(): boolean;
  /** The versions, of any function, that what has not ended needs. */
  versionsInUse(): string[];
}

const PAGE = 1000;

/** Reads a ledger for people to look at. */
export function inspection(ledger: Ledger): Inspection {
  const { executions, operations, store, timers } = ledger;
  const byId = store.sql<{ id: string }, ExecutionRow>(
    "select * from executions where substr(arn, -length(:id) - 1) = '/' || :id and timeoutSeconds is not null",
  );
  const count = store.sql<{ function: string }, { count: number }>(
    "select count(*) as count from executions where function = :function",
  );
  const busy = store.sql<{}, { one: 1 }>("select 1 as one from executions where phase in ('ready', 'running') limit 1");
  const inUse = store.sql<{}, { version: string }>("select distinct version from executions where phase <> 'closed'");
  const everything = { version: null, name: null, statuses: "[]", after: null, before: null, reverse: 0 } as const;
  return {
    list: (functionName, limit) => executions.list({ ...everything, function: functionName, offset: 0, limit }),
    count: (functionName) => count.get({ function: functionName })?.count ?? 0,
    find: (id) => byId.get({ id }),
    history(execution) {
      const secrets = operations.all(execution.key).flatMap(({ callbackId }) => callbackId ?? []);
      const events: HistoryEvent[] = [];
      for (let offset: number | undefined = 0; offset !== undefined;) {
        const query = { DurableExecutionArn: execution.arn, Marker: String(offset), MaxItems: PAGE };
        const page = getHistory(ledger, query) as { Events: HistoryEvent[]; NextMarker?: string };
        events.push(...page.Events);
        offset = page.NextMarker === undefined ? undefined : Number(page.NextMarker);
      }
      // A callback's ID is in its own event, and in the result of each step that kept it.
      const told = secrets.reduce((json, secret) => json.replaceAll(secret, "…"), JSON.stringify(events));
      return JSON.parse(told);
    },
    nextDue: () => timers.nextEvent(),
    isBusy: () => busy.get({}) !== undefined,
    versionsInUse: () => inUse.all({}).map(({ version }) => version),
  };
}
