// Times are milliseconds since 1970. `phase` says what an execution does: it is `ready` to be invoked, its
// function is `running`, it is `asleep`, in `backoff` after a failed invocation, `paused`, or `closed`. `unseen` marks an operation
// that something other than the function has changed, until the function is told.
export const SCHEMA = `
  create table if not exists executions (
    key integer primary key,
    arn text not null unique,
    function text not null,
    version text not null,
    name text not null,
    input text not null,
    status text not null,
    phase text not null,
    requestId text,
    invokedAt integer,
    failures integer not null,
    timeoutSeconds integer,
    startedAt integer not null,
    endedAt integer,
    result text,
    error text,
    parent integer,
    parentOperation text,
    unique (function, name)
  ) strict;
  create index if not exists executions_ready on executions (key) where phase = 'ready';
  create index if not exists executions_chained on executions (parent) where parent is not null;

  create table if not exists operations (
    position integer primary key,
    execution integer not null,
    id text not null,
    parent text,
    name text,
    type text not null,
    subType text,
    status text not null,
    startedAt integer not null,
    endedAt integer,
    dueAt integer,
    attempt integer,
    heartbeatSeconds integer,
    callbackId text,
    replayChildren integer not null,
    result text,
    error text,
    unseen integer not null,
    unique (execution, id)
  ) strict;
  create unique index if not exists operations_callback on operations (callbackId) where callbackId is not null;
  create index if not exists operations_unseen on operations (execution) where unseen = 1;

  create table if not exists events (
    position integer primary key,
    execution integer not null,
    operation text,
    type text not null,
    at integer not null,
    details text not null
  ) strict;
  create index if not exists events_execution on events (execution);

  create table if not exists timers (
    execution integer not null,
    operation text not null,
    kind text not null,
    due integer not null,
    primary key (execution, operation, kind)
  ) strict, without rowid;
  create index if not exists timers_due on timers (due);

  create table if not exists asynchronous (execution integer primary key) strict;

  create table if not exists pauses (
    execution integer primary key,
    requestedAt integer not null,
    token text,
    reason text,
    timeoutPaused integer not null,
    interrupted integer not null,
    remaining integer,
    resumedAt integer,
    resumeToken text
  ) strict;

  create table if not exists tenants (execution integer primary key, tenant text not null) strict;

  create table if not exists retentions (execution integer primary key, days integer not null) strict;

  create table if not exists clock (shift integer not null);
`;
