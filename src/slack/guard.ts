import type { Clock } from "../domain/clock.ts";
import { type Admitted, admit, type HttpEvent } from "./admit.ts";
import { reasonOf, type Log } from "./log.ts";
import { replays } from "./replays.ts";

/** What API Gateway sends back. */
export interface HttpResponse {
  statusCode: number;
  headers?: Record<string, string | number | boolean>;
  body: string;
}

/**
 * A handler that answers every request and never throws: what can be Slack's goes on to `handle`, all else gets its 4xx
 * and one line in the log, and trouble of our own is a 500. A request that was carried out is not carried out again.
 */
export function guarded(
  handle: (request: Admitted) => Promise<HttpResponse>,
  log: Log,
  now: Clock,
): (event: HttpEvent) => Promise<HttpResponse> {
  const seen = replays();

  /** What was not carried out may come again: Slack repeats it, and a forged body must not use up a signature. */
  const once = async (request: Admitted): Promise<HttpResponse> => {
    const signature = request.headers["x-slack-signature"] ?? "";
    if (!seen.isFirst(signature, now().getTime())) {
      return refusal(log, { statusCode: 401, body: "" }, "replayed");
    }
    let isCarriedOut = false;
    try {
      const response = await handle(request);
      isCarriedOut = response.statusCode < 400;
      return judged(response, log);
    } finally {
      if (!isCarriedOut) {
        seen.forget(signature);
      }
    }
  };

  const answered = async (event: HttpEvent): Promise<HttpResponse> => {
    const checked = admit(event, now());
    if ("refused" in checked) {
      const { status, why } = checked.refused;
      return refusal(log, { statusCode: status, body: "", ...(status === 405 ? ALLOWED : {}) }, why);
    }
    return once(checked.admitted);
  };
  return async (event) => {
    try {
      return await answered(event);
    } catch (error) {
      log.error("Slack request failed", { status: 500, reason: reasonOf(error) });
      return { statusCode: 500, body: "" };
    }
  };
}

const ALLOWED = { headers: { allow: "POST" } };

function judged(response: HttpResponse, log: Log): HttpResponse {
  const { statusCode: status } = response;
  if (status >= 500) {
    log.error("Slack request failed", { status, reason: "Bolt" });
  } else if (status >= 400) {
    return refusal(log, response, status === 401 ? "signature" : "nothing listens for it");
  }
  return response;
}

function refusal(log: Log, response: HttpResponse, reason: string): HttpResponse {
  log.warn("Slack request refused", { status: response.statusCode, reason });
  return response;
}
