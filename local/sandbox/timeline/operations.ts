import type { Told } from "./events.ts";
import type { Arrival, Invocation, Kind, Pending, Work } from "./model.ts";

interface Operation {
  name: string;
  kind: Kind;
  /** How many attempts have ended. */
  attempts: number;
  isFinished: boolean;
  until?: number | undefined;
  /** What runs of it at present. */
  running?: Work | undefined;
}

/** Follows the operations of one execution, event by event. */
export function operations() {
  const byId = new Map<string, Operation>();
  const of = ({ id, name, kind = "step" }: Told): Operation => {
    const operation = byId.get(id) ?? { name, kind, attempts: 0, isFinished: false };
    byId.set(id, operation);
    return operation;
  };

  return {
    /** The function did something: begins, ends or opens a piece of the invocation's work. */
    worked(event: Told, { work }: Invocation): void {
      const operation = of(event);
      const { kind } = operation;
      if (event.type.endsWith("Started") && kind !== "step" && kind !== "context") {
        operation.until = event.until;
        const { name, at, until } = event;
        work.push({ operation: name, kind, startedAt: at, endedAt: at, outcome: "opened", until });
        return;
      }
      const current = operation.running ?? started(operation, event);
      if (current !== operation.running) {
        work.push(current);
        operation.running = current;
        operation.until = undefined;
      }
      if (!event.type.endsWith("Started")) {
        Object.assign(current, endOf(event));
        operation.running = undefined;
        operation.attempts += 1;
        operation.isFinished = !event.isRetried;
        operation.until = event.until;
      }
    },

    /** Something that was waited for has come. */
    arrived(event: Told): Arrival {
      const operation = of(event);
      operation.isFinished = true;
      const { at, failure, result } = event;
      return { operation: operation.name, kind: operation.kind, at, outcome: outcomeOf(event), failure, result };
    },

    /** The invocation is over: what still ran in it was cut off. */
    interrupt(): void {
      for (const operation of byId.values()) {
        if (operation.running) {
          operation.running.outcome = "interrupted";
          operation.running = undefined;
        }
      }
    },

    /** The names of those that have a result. */
    finished: () => [...byId.values()].filter(({ isFinished }) => isFinished).map(({ name }) => name),

    /** Open callbacks and timers, and steps that will be retried. */
    pending: (): Pending[] =>
      [...byId.values()]
        .filter(({ isFinished, kind, until }) => !isFinished && kind !== "context" && (kind !== "step" || until))
        .map(({ name, kind, until, attempts }) => ({
          operation: name,
          kind,
          until,
          ...(kind === "step" ? { attempt: attempts + 1 } : {}),
        })),
  };
}

function started({ kind, attempts }: Operation, { type, name, at }: Told): Work {
  const attempt = kind === "step" ? attempts + 1 : undefined;
  const startedAt = type.endsWith("Started") ? at : undefined;
  return { operation: name, kind, attempt, startedAt, outcome: "running" };
}

function endOf({ at, type, isRetried, until, failure, result }: Told): Partial<Work> {
  const outcome = type.endsWith("Failed") ? "failed" : "done";
  return { endedAt: at, outcome: isRetried ? "retried" : outcome, until, failure, result };
}

function outcomeOf({ type }: Told): Arrival["outcome"] {
  if (type.endsWith("TimedOut")) {
    return "timed out";
  }
  return type.endsWith("Succeeded") ? "succeeded" : "failed";
}
