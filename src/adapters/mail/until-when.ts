const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** The rest of a window in words: "within 24 hours (until 25 November 2026, 14:05 UTC)"; `expiresAt` is ISO 8601. */
export function untilWhen(expiresAt: string, now: Date): string {
  const end = new Date(expiresAt);
  const until = `until ${DAY.format(end)}, ${TIME.format(end)} UTC`;
  const seconds = (end.getTime() - now.getTime()) / 1000;
  return seconds > 0 ? `within ${rest(seconds)} (${until})` : until;
}

/** Rounded to the largest unit of which there are two or more. */
function rest(seconds: number): string {
  for (const [unit, length] of UNITS) {
    const count = Math.round(seconds / length);
    if (count >= 2) {
      return `${count} ${unit}s`;
    }
  }
  return "a minute";
}
