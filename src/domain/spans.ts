/** How long after its decision window an onboarding has to write its end. One that is still pending then has died. */
export const GRACE_SECONDS = 3_600;

/** How long a failed notification is retried. */
export const RETRY_SECONDS = 86_400;

/** How long an execution may run after its decision window: until its end is written and everyone has been notified. */
export const AFTER_WINDOW_SECONDS = GRACE_SECONDS + RETRY_SECONDS;

/** The form of the setting for reminders. */
export const REMINDERS = '"never", or seconds after the card, the earliest first, with commas in between';

/** When to remind, in seconds; undefined if the setting is unusable. */
export function remindersIn(setting: string): number[] | undefined {
  if (setting === "never") {
    return [];
  }
  const seconds = setting.split(",").map((part) => (/^[1-9]\d{0,7}$/u.test(part) ? Number(part) : 0));
  return seconds.every((each, index) => each > (seconds[index - 1] ?? 0)) ? seconds : undefined;
}
