import type { ErrorObject, EventType as Published } from "@aws-sdk/client-lambda";
import { seconds } from "../wire.ts";
import type { ExecutionRow } from "./executions.ts";
import type { Store } from "./sqlite.ts";

/** The SDK does not know pauses yet. */
type EventType = Published | "ExecutionPaused" | "ExecutionResumed";

type EventRow = {
  type: EventType;
  at: number;
  details: string;
  operation: string | null;
  name: string | null;
  subType: string | null;
  parent: string | null;
};

/** What an event says beyond its operation: the content of its `…Details` member, in the form of the API. */
export interface EventDetails {
  Input?: { Payload?: string | undefined };
  Result?: { Payload?: string | undefined };
  Error?: { Payload?: ErrorObject | undefined };
  [member: string]: unknown;
}

export interface HistoryQuery {
  offset: number;
  limit: number;
  reverse: boolean;
  withData: boolean;
}

/** The events of all executions, as GetDurableExecutionHistory tells them. */
export function historyTable(store: Store) {
  const insert = store.sql<{ execution: number; operation: string | null; type: string; at: number; details: string }>(
    "insert into events (execution, operation, type, at, details) values (:execution, :operation, :type, :at, :details)",
  );
  const page = (order: "asc" | "desc") =>
    store.sql<{ execution: number; limit: number; offset: number }, EventRow>(
      `select e.type, e.at, e.details, e.operation, o.name, o.subType, o.parent
       from events e left join operations o on o.execution = e.execution and o.id = e.operation
       where e.execution = :execution order by e.position ${order} limit :limit offset :offset`,
    );
  const [forward, backward] = [page("asc"), page("desc")];
  const count = store.sql<{ execution: number }, { total: number }>(
    "select count(*) as total from events where execution = :execution",
  );
  const bytes = store.sql<{ execution: number }, { bytes: number }>(
    "select coalesce(sum(octet_length(details)), 0) as bytes from events where execution = :execution",
  );
  return {
    /** How much its events hold. */
    bytes: (execution: number) => bytes.get({ execution })?.bytes ?? 0,
    record(execution: number, at: number, type: EventType, operation: string | null, details: EventDetails = {}) {
      insert.run({ execution, operation, type, at, details: JSON.stringify(details) });
    },
    /** One page of an execution's events; `next` is the offset of the following one, if there is one. */
    page(execution: ExecutionRow, { offset, limit, reverse, withData }: HistoryQuery) {
      const total = count.get({ execution: execution.key })?.total ?? 0;
      const rows = (reverse ? backward : forward).all({ execution: execution.key, limit, offset });
      const events = rows.map((row, index) => ({
        EventId: reverse ? total - offset - index : offset + index + 1,
        EventType: row.type,
        EventTimestamp: seconds(row.at),
        Id: row.operation ?? undefined,
        Name: row.name ?? (row.type.startsWith("Execution") ? execution.name : undefined),
        SubType: row.subType ?? undefined,
        ParentId: row.parent ?? undefined,
        [`${row.type}Details`]: JSON.parse(row.details, withData ? untruncated : truncated),
      }));
      return { events, next: offset + rows.length < total ? offset + rows.length : undefined };
    },
  };
}

const PAYLOADS = new Set(["Input", "Result", "Error", "Reason"]);

/** The members of an event that hold what a user gave say that it is whole … */
function untruncated(key: string, value: unknown): unknown {
  return PAYLOADS.has(key) && isObject(value) ? { ...value, Truncated: false } : value;
}

/** … or that it was left out. @see https://docs.aws.amazon.com/lambda/latest/api/API_EventPauseReason.html */
function truncated(key: string, value: unknown): unknown {
  return PAYLOADS.has(key) && isObject(value) ? { Truncated: true } : value;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
