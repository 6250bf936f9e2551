/** For functions that a person waits for: fails within seconds, so that there is time left to say so. */
export const BRIEF = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
} as const;

/**
 * For the durable function, where nobody waits: a call that is slow is not cut off and made again, for it may have been
 * carried out, and its step owns the retries.
 */
export const UNHURRIED = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const;
