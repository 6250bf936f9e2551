import type { Clock } from "./clock.ts";

/** The time for an answer is over. Nothing more is sent; what was sent before may still count. */
export class DeadlinePassed extends Error {
  override name = "DeadlinePassed";
}

/**
 * The time within which a waiting person gets an answer, and whether their decision or start was sent or counted by then. Nothing may be
 * delivered later, because the answer says so. Dispose of it when the answer is known.
 */
export class Deadline implements Disposable {
  /** Aborts requests in progress when the time is over. */
  readonly signal: AbortSignal;
  #delivery: "none" | "sent" | "counted" = "none";
  readonly #end: number;
  readonly #now: Clock;
  readonly #timer: NodeJS.Timeout;

  constructor(milliseconds: number, now: Clock) {
    const controller = new AbortController();
    this.signal = controller.signal;
    this.#now = now;
    this.#end = now().getTime() + milliseconds;
    this.#timer = setTimeout(
      () => controller.abort(new DeadlinePassed(`No answer within ${milliseconds} ms.`)),
      milliseconds,
    );
  }

  /** `sent`: something was sent, but not answered. `counted`: it was accepted. */
  get delivery(): "none" | "sent" | "counted" {
    return this.#delivery;
  }

  /** The milliseconds left, 0 when the time is over. */
  get left(): number {
    return this.signal.aborted ? 0 : Math.max(0, this.#end - this.#now().getTime());
  }

  /**
   * Call it right before sending something that counts. Throws DeadlinePassed when the time is over: by the timer, or by the clock,
   * because a machine that wakes from sleep runs waiting code before the timer.
   */
  beforeSending(): void {
    if (this.signal.aborted || this.#now().getTime() >= this.#end) {
      throw new DeadlinePassed("It was too late to send anything.");
    }
    this.#delivery = "sent";
  }

  /** Records that what was sent was accepted. */
  accepted(): void {
    this.#delivery = "counted";
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}

/** Returns the work's result, or throws DeadlinePassed when the time is over first. Work that has begun is not interrupted. */
export async function within<Result>({ signal }: Deadline, work: Promise<Result>): Promise<Result> {
  const { promise: over, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort);
  try {
    if (signal.aborted) {
      abort();
    }
    return await Promise.race([over, work]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** How long an answer is kept, and whether it then serves until a new one has arrived. */
interface Keeping {
  now: Clock;
  milliseconds?: number;
  outlives?: boolean;
}

/**
 * Caches an answer: it asks when the answer is first needed, and again once it is `milliseconds` old, if that is set. Concurrent callers
 * share one question. A failure is thrown and not cached. With `outlives`, an old answer serves until a new one has arrived, without
 * asking more often. `refresh` asks at once.
 */
export function kept<Found>(
  ask: () => Promise<Found>,
  { now, milliseconds = Number.POSITIVE_INFINITY, outlives = false }: Keeping,
) {
  let last: { at: number; answer: Promise<Found> } | undefined;

  const refresh = (): Promise<Found> => {
    const former = last;
    const asked = { at: now().getTime(), answer: ask() };
    const meanwhile = former && outlives ? { ...asked, answer: former.answer } : asked;
    last = meanwhile;
    asked.answer.then(
      () => (last = asked),
      () => (last = last === asked ? undefined : last),
    );
    return asked.answer;
  };
  const get = (): Promise<Found> => {
    const former = last;
    if (former && now().getTime() - former.at < milliseconds) {
      return former.answer;
    }
    const asked = refresh();
    return former && outlives ? asked.catch(() => former.answer) : asked;
  };
  return Object.assign(get, { refresh });
}
