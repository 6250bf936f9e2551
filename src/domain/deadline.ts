import type { Clock } from "./clock.ts";

/** The time for an answer is over. Nothing is sent from now on; what was sent before may still count. */
export class DeadlinePassed extends Error {
  override name = "DeadlinePassed";
}

/**
 * The time within which someone who waits is answered, and what became of their decision or start by then. After it nothing
 * may be delivered, for they have been told so. Dispose of it when the answer is known.
 */
export class Deadline implements Disposable {
  /** Aborts when the time is over: it cuts off what is on its way. */
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

  /** Whether something was sent and not answered, `sent`, or was accepted, `counted`. */
  get delivery(): "none" | "sent" | "counted" {
    return this.#delivery;
  }

  /** The milliseconds that are left, 0 when the time is over. */
  get left(): number {
    return this.signal.aborted ? 0 : Math.max(0, this.#end - this.#now().getTime());
  }

  /**
   * To be called last, right before something is sent that counts. Throws DeadlinePassed when the time is over: by the timer,
   * or by the clock, since a machine that slept runs what was waiting before it runs the timer.
   */
  beforeSending(): void {
    if (this.signal.aborted || this.#now().getTime() >= this.#end) {
      throw new DeadlinePassed("It was too late to send anything.");
    }
    this.#delivery = "sent";
  }

  /** Notes that what was sent was accepted. */
  accepted(): void {
    this.#delivery = "counted";
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}

/** The work's result, or DeadlinePassed when the time is over first. What the work began is left to end by itself. */
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

/** For how long an answer is kept, and whether it then stays good until a new one has arrived. */
interface Keeping {
  now: Clock;
  milliseconds?: number;
  outlives?: boolean;
}

/**
 * An answer that is asked for when it is first needed, and anew once it is `milliseconds` old, or never. Callers share a
 * question on its way. A failure is thrown and not kept, except that an answer that `outlives` its time serves until a new one
 * has arrived, while no more questions are asked than otherwise. `refresh` asks at once.
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
