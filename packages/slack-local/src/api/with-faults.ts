import type { Context } from "hono";
import type { Faults } from "../state/faults.ts";
import { RateLimited, SlackError } from "./slack-error.ts";

/** Answers a call unless a fault was asked for; a refusal that is thrown becomes Slack's answer. */
export async function withFaults(
  c: Context,
  faults: Faults,
  method: string,
  answer: () => Promise<Response>,
): Promise<Response> {
  const fault = faults.take(method);
  try {
    switch (fault?.kind) {
      case "throttled":
        throw new RateLimited(fault.retryAfterSeconds);
      case "refused":
        throw new SlackError(fault.error);
      case "broken":
        return c.text("Internal Server Error", 500);
      case "silent":
        return await hungUp(c);
      case "lost":
        await answer();
        return await hungUp(c);
      case undefined:
        return await answer();
    }
  } catch (error) {
    if (error instanceof RateLimited) {
      return c.json({ ok: false, error: "ratelimited" }, 429, { "Retry-After": String(error.retryAfterSeconds) });
    }
    if (error instanceof SlackError) {
      return c.json(error.answer());
    }
    throw error;
  }
}

/** Says nothing until the caller gives up. */
async function hungUp(c: Context): Promise<Response> {
  const { promise, resolve } = Promise.withResolvers<void>();
  c.req.raw.signal.addEventListener("abort", () => resolve());
  await promise;
  return c.body(null);
}
