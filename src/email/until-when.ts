import type { Words } from "../messages/words.ts";

const UNITS = [
  ["email.until.days", 86_400, 2],
  ["email.until.hours", 3_600, 2],
  ["email.until.minutes", 60, 1],
] as const;

/** The moment that an email takes to be written and sent: a window of a day is "24 hours" in the first email, and not 23. */
const MOMENT_SECONDS = 60;

/**
 * The rest of a window in words, in the largest unit of which there are two or more: never more than is left, give or take a minute where
 * it says hours or days; `expiresAt` is ISO 8601.
 */
export function untilWhen({ text }: Words, expiresAt: string, now: Date): string {
  const until = new Date(expiresAt);
  const seconds = (until.getTime() - now.getTime()) / 1000;
  for (const [key, length, least] of UNITS) {
    const count = Math.floor((seconds + (length > MOMENT_SECONDS ? MOMENT_SECONDS : 0)) / length);
    if (count >= least) {
      return text(key, { count, until });
    }
  }
  return text(seconds > 0 ? "email.until.now" : "email.until.past", { until });
}
