/** As long as a signature would be taken again: made 5 minutes ahead at most, and good for 5 minutes after. */
const KEEP_MILLISECONDS = 600_000;

/** Remembers requests by their signatures, in this execution environment alone. */
export interface Replays {
  /** Whether a signature comes for the first time; from then on it does not. `now` is in milliseconds. */
  isFirst(signature: string, now: number): boolean;
  /** Lets it come for the first time again. */
  forget(signature: string): void;
}

/** Nothing remembered at first; each signature is kept for 10 minutes. */
export function replays(): Replays {
  const kept = new Map<string, number>(); // oldest first

  const age = (now: number) => {
    for (const [signature, until] of kept) {
      if (until > now) {
        return;
      }
      kept.delete(signature);
    }
  };

  return {
    isFirst(signature, now) {
      age(now);
      if (kept.has(signature)) {
        return false;
      }
      kept.set(signature, now + KEEP_MILLISECONDS);
      return true;
    },
    forget: (signature) => void kept.delete(signature),
  };
}
