/** How the next calls go wrong; every call until healed, unless `times` says how many. */
export type Fault = Trouble & { times?: number };

type Trouble =
  /** Answers 429 with `Retry-After`. */
  | { kind: "throttled"; retryAfterSeconds: number }
  /** Answers HTTP 500. */
  | { kind: "broken" }
  /** Never answers, and does nothing. */
  | { kind: "silent" }
  /** Does what was asked, and never answers. */
  | { kind: "lost" }
  /** Answers `ok: false` with one of Slack's error names. */
  | { kind: "refused"; error: string };

/** Faults that were asked for, by method name; `response_url` is the answers' endpoint, `*` every method without a fault of its own. */
export interface Faults {
  fail(method: string, fault: Fault): void;
  /** Heals one method, or all. */
  heal(method?: string): void;
  /** The fault of this call, if it is to have one. */
  take(method: string): Fault | undefined;
}

/** No faults, at first. */
export function faults(): Faults {
  const pending = new Map<string, Fault & { times: number }>();
  return {
    fail: (method, fault) => void pending.set(method, { times: Number.POSITIVE_INFINITY, ...fault }),
    heal: (method) => void (method === undefined ? pending.clear() : pending.delete(method)),
    take(method) {
      const fault = pending.get(method) ?? pending.get("*");
      if (!fault || fault.times <= 0) {
        return undefined;
      }
      fault.times -= 1;
      return fault;
    },
  };
}
