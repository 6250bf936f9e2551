import type { FetchFunction } from "@slack/web-api";

const TIMEOUT_MILLISECONDS = 500;

/** Bolt sends private answers without a time limit of its own; with the listener's deadline, this ends within 3 s. */
export const briefFetch: FetchFunction = (url, init) =>
  fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
