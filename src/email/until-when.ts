const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/**
 * The rest of a window in words, never more than is left: "within 23 hours (until 25 November 2026, 14:05 UTC)"; `expiresAt`
 * is ISO 8601.
 */
export function untilWhen(expiresAt: string, now: Date): string {
  const end = new Date(expiresAt);
  const until = `until ${DAY.format(end)}, ${TIME.format(end)} UTC`;
  const seconds = (end.getTime() - now.getTime()) / 1000;
  return seconds > 0 ? `${rest(seconds)} (${until})` : until;
}

/** Rounded down to the largest unit of which there are two or more. */
function rest(seconds: number): string {
  for (const [unit, length] of UNITS) {
    const count = Math.floor(seconds / length);
    if (count >= 2) {
      return `within ${count} ${unit}s`;
    }
  }
  return seconds < 60 ? "at once" : "within a minute";
}
