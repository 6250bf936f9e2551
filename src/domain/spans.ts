/** How long after its decision window an onboarding has to write its end. One that is still pending then has died. */
export const GRACE_SECONDS = 3_600;

/** How long a notification is retried that could not be sent. */
export const RETRY_SECONDS = 86_400;

/** How long an execution may run after its decision window: until its end is written and everyone has been notified. */
export const AFTER_WINDOW_SECONDS = GRACE_SECONDS + RETRY_SECONDS;

/** What the setting of the reminders holds. */
export const REMINDERS = '"never", or seconds after the card, the earliest first, with commas in between';

/** When to remind, in seconds; undefined where a setting says nothing of the kind. */
export function remindersIn(setting: string): number[] | undefined {
  if (setting === "never") {
    return [];
  }
  const seconds = setting.split(",").map((part) => (/^[1-9]\d{0,7}$/u.test(part) ? Number(part) : 0));
  return seconds.every((each, index) => each > (seconds[index - 1] ?? 0)) ? seconds : undefined;
}
