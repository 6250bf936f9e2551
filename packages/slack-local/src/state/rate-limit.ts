const INTERVAL_MILLISECONDS = 1000;

/**
 * Slack's limit of about one message a second per channel, when switched on; a small burst is let through at first.
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
export interface RateLimit {
  enforce(on: boolean): void;
  /** Counts a message; says how many whole seconds to wait instead where there were too many. */
  count(channel: string): { retryAfterSeconds: number } | undefined;
}

/** A leaky bucket per channel that holds `burst` messages. Off until switched on. */
export function rateLimit(now: () => Date, burst = 3): RateLimit {
  const free = new Map<string, number>(); // when the channel's bucket will be empty
  let enforced = false;
  return {
    enforce: (on) => void (enforced = on),
    count(channel) {
      const current = now().getTime();
      const emptyAt = Math.max(free.get(channel) ?? 0, current);
      const wait = emptyAt - current - (burst - 1) * INTERVAL_MILLISECONDS;
      if (enforced && wait > 0) {
        return { retryAfterSeconds: Math.ceil(wait / 1000) };
      }
      free.set(channel, emptyAt + INTERVAL_MILLISECONDS);
      return undefined;
    },
  };
}
