import type { FetchFunction } from "@slack/web-api";
import { BUDGET } from "./budget.ts";

/** Bolt sends private answers without a time limit of its own; the receiver answers Slack before this one passes. */
export const briefFetch: FetchFunction = (url, init) =>
  fetch(url, { ...init, signal: AbortSignal.timeout(BUDGET.whole) });
