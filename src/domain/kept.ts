import type { Clock } from "./clock.ts";

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
