/** How long after its decision window an onboarding has to write its end. One that is still pending then has died. */
export const GRACE_SECONDS = 3_600;

/** How long a notification is retried that could not be sent. */
export const RETRY_SECONDS = 86_400;

/** How long an execution may run after its decision window: until its end is written and everyone has been notified. */
export const AFTER_WINDOW_SECONDS = GRACE_SECONDS + RETRY_SECONDS;
