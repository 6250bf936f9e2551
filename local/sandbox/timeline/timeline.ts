import type { HistoryEvent } from "../../../packages/durable-lambda-local/src/inspect.ts";
import { type Told, told } from "./events.ts";
import type { Invocation, Sleep, Timeline } from "./model.ts";
import { operations } from "./operations.ts";

/** An invocation as the history bounds it; one that still runs has no end. */
type Bounds = Pick<Invocation, "startedAt" | "endedAt" | "failure">;

/**
 * Makes an execution's timeline from its history. The history has an invocation only once that has ended, so `runningSince`
 * says when the present one began.
 */
export function timeline(history: readonly HistoryEvent[], runningSince?: number): Timeline {
  const events = history.map(told);
  const bounds: Bounds[] = events
    .filter(isEnd)
    .map(({ startedAt, at, failure }) => ({ startedAt, endedAt: at, failure }));
  if (runningSince !== undefined) {
    bounds.push({ startedAt: runningSince });
  }
  const state = begun(events);
  for (const event of events) {
    const next = state.current ?? bounds[0];
    if (event.kind && isArrival(event) && state.sleep && (!next || event.at <= next.startedAt)) {
      state.sleep.wokenBy.push(state.operations.arrived(event));
    } else if (event.kind || isEnd(event)) {
      const invocation = state.current ?? invoked(state, bounds.shift() ?? { startedAt: event.at });
      if (isEnd(event)) {
        ended(state, invocation);
      } else if (isArrival(event)) {
        invocation.arrivals.push(state.operations.arrived(event));
      } else {
        state.operations.worked(event, invocation);
      }
    } else if (event.type !== "ExecutionStarted") {
      state.line.endedAt = event.at;
    }
  }
  const last = bounds.shift();
  if (last) {
    invoked(state, last);
  }
  if (state.line.endedAt === undefined) {
    state.line.waitsFor = state.operations.pending();
  } else if (state.sleep) {
    state.line.spans.pop(); // it ended, and did not fall asleep
  }
  return state.line;
}

interface State {
  line: Timeline;
  operations: ReturnType<typeof operations>;
  current?: Invocation | undefined;
  sleep?: Sleep | undefined;
}

function begun([first]: readonly Told[]): State {
  const line = { startedAt: first?.at ?? 0, spans: [], waitsFor: [], awakeMilliseconds: 0, invocations: 0 };
  return { line, operations: operations() };
}

function invoked(state: State, bounds: Bounds): Invocation {
  const { line } = state;
  if (state.sleep) {
    state.sleep.endedAt = bounds.startedAt;
    state.sleep = undefined;
  }
  line.invocations += 1;
  const replayed = state.operations.finished();
  state.current = { type: "invocation", number: line.invocations, ...bounds, replayed, work: [], arrivals: [] };
  line.spans.push(state.current);
  return state.current;
}

function ended(state: State, { startedAt, endedAt = startedAt, failure }: Invocation): void {
  const { line } = state;
  state.operations.interrupt();
  line.awakeMilliseconds += endedAt - startedAt;
  const waitsFor = state.operations.pending();
  state.current = undefined;
  state.sleep = { type: "sleep", startedAt: endedAt, isBackoff: failure !== undefined, waitsFor, wokenBy: [] };
  line.spans.push(state.sleep);
}

function isEnd({ type }: Told): boolean {
  return type === "InvocationCompleted";
}

/** Whether something came from outside of the function, which it waited for. */
function isArrival({ type, kind }: Told): boolean {
  return (kind === "callback" || kind === "wait" || kind === "invoke") && !/(?:Started|Cancelled)$/u.test(type);
}
