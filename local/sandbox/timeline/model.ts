/** What kind of durable operation it is. */
export type Kind = "callback" | "context" | "invoke" | "step" | "wait";

/** An error in the history. */
export interface Failure {
  name: string;
  message: string;
}

/** One thing that an invocation did: an attempt of a step, or the opening of something to wait for. Times are in milliseconds. */
export interface Work {
  operation: string;
  kind: Kind;
  /** Which attempt of a step; 1 is the first. */
  attempt?: number | undefined;
  /** Absent for a step that was cut off and runs again: the history does not say when. */
  startedAt?: number | undefined;
  endedAt?: number | undefined;
  outcome: "done" | "failed" | "interrupted" | "opened" | "retried" | "running";
  /** When the next attempt begins, or until when it waits at the latest. */
  until?: number | undefined;
  failure?: Failure | undefined;
  /** JSON. */
  result?: string | undefined;
}

/** Something that an execution waited for, and that has arrived. */
export interface Arrival {
  operation: string;
  kind: Kind;
  at: number;
  outcome: "failed" | "succeeded" | "timed out";
  failure?: Failure | undefined;
  result?: string | undefined;
}

/** Something that an execution waits for; `until` is when its timer fires. */
export interface Pending {
  operation: string;
  kind: Kind;
  until?: number | undefined;
  /** The attempt of a step that begins then. */
  attempt?: number | undefined;
}

/** A span in which the function ran. */
export interface Invocation {
  type: "invocation";
  number: number;
  startedAt: number;
  endedAt?: number | undefined;
  /** Why it died. */
  failure?: Failure | undefined;
  /** The operations whose results it was given, and did not run again. */
  replayed: string[];
  work: Work[];
  arrivals: Arrival[];
}

/** A span in which nothing ran, and nothing was paid for. */
export interface Sleep {
  type: "sleep";
  startedAt: number;
  endedAt?: number | undefined;
  /** Lambda invokes the function again after a pause, since its last invocation died. */
  isBackoff: boolean;
  waitsFor: Pending[];
  wokenBy: Arrival[];
}

export type Span = Invocation | Sleep;

/** An execution's life, in the order in which it happened. */
export interface Timeline {
  startedAt: number;
  endedAt?: number | undefined;
  spans: Span[];
  /** What it waits for at present. */
  waitsFor: Pending[];
  /** How long its function ran, in all. */
  awakeMilliseconds: number;
  invocations: number;
}
