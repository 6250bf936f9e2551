/** For every AWS client: fails within seconds and hardly retries, for the durable step or the person in front of us does. */
export const BRIEF = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
} as const;
