/**
 * How the 3 s are spent for which Slack waits, in milliseconds from a request's arrival: a listener has until `listener`, and then
 * there is time left to tell the person, until `whole`. The secret is waited for at a cold start only, within the listener's time.
 * https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
 */
export const BUDGET = { listener: 2_300, whole: 2_900 } as const;
