import * as v from "valibot";
import type { HistoryEvent } from "../../../packages/durable-lambda-local/src/inspect.ts";
import type { Failure, Kind } from "./model.ts";

/** An event in the terms of the timeline; times are in milliseconds. */
export interface Told {
  type: string;
  at: number;
  id: string;
  name: string;
  kind: Kind | undefined;
  failure?: Failure | undefined;
  result?: string | undefined;
  /** When an invocation began. */
  startedAt: number;
  /** When a wait ends, a callback times out or a next attempt begins. */
  until?: number | undefined;
  /** Whether a step is tried again after this. */
  isRetried: boolean;
}

interface Details {
  Error?: { Payload?: { ErrorType?: string; ErrorMessage?: string } };
  Result?: { Payload?: string };
  RetryDetails?: { NextAttemptDelaySeconds?: number };
  StartTimestamp?: number;
  ScheduledEndTimestamp?: number;
  Timeout?: number;
}

const KINDS: readonly [prefix: string, kind: Kind][] = [
  ["Callback", "callback"],
  ["ChainedInvoke", "invoke"],
  ["Context", "context"],
  ["Step", "step"],
  ["Wait", "wait"],
];

/** Reads an event of GetDurableExecutionHistory. */
export function told(event: HistoryEvent): Told {
  const { EventType: type, EventTimestamp, Id = "", Name } = event;
  const details: Details = event[`${type}Details`] ?? {};
  const at = milliseconds(EventTimestamp);
  const retryDelay = details.RetryDetails?.NextAttemptDelaySeconds;
  return {
    type,
    at,
    id: Id,
    name: Name ?? Id,
    kind: KINDS.find(([prefix]) => type.startsWith(prefix))?.[1],
    failure: failureOf(details) ?? failureTold(details.Result?.Payload),
    result: details.Result?.Payload,
    startedAt: details.StartTimestamp === undefined ? at : milliseconds(details.StartTimestamp),
    until: untilOf(details, at, retryDelay),
    isRetried: retryDelay !== undefined,
  };
}

function failureOf({ Error: error }: Details): Failure | undefined {
  const { ErrorType: name = "Error", ErrorMessage: message = "" } = error?.Payload ?? {};
  return error && { name, message };
}

/** A notification's failure is part of its result: the last one while it is retried, the final one when it is lost. */
const Notification = v.pipe(
  v.string(),
  v.parseJson(),
  v.union([
    v.object({ status: v.literal("waiting"), failure: v.string() }),
    v.object({ status: v.literal("lost"), reason: v.string() }),
  ]),
);

function failureTold(result: string | undefined): Failure | undefined {
  const parsed = v.safeParse(Notification, result);
  if (!parsed.success) {
    return undefined;
  }
  const text = parsed.output.status === "lost" ? parsed.output.reason : parsed.output.failure;
  const [name = "", ...message] = text.split(": ");
  return { name, message: message.join(": ") };
}

function untilOf({ ScheduledEndTimestamp, Timeout }: Details, at: number, retryDelay = Timeout): number | undefined {
  if (ScheduledEndTimestamp !== undefined) {
    return milliseconds(ScheduledEndTimestamp);
  }
  return retryDelay === undefined ? undefined : at + retryDelay * 1000;
}

const milliseconds = (seconds: number) => Math.round(seconds * 1000);
