import {
  type App,
  isValidSlackRequest,
  type Receiver,
  type ReceiverEvent,
  ReceiverMultipleAckError,
} from "@slack/bolt";
import type { Clock } from "../domain/clock.ts";
import { Deadline, within, kept } from "../domain/deadline.ts";
import { type Log, reasonOf } from "./log.ts";
import { contentOf, type HttpEvent, readRequest, replays, type SlackRequest } from "./request.ts";

/**
 * How the time for which Slack waits is divided, in milliseconds since it sent the request: a listener has until `listener`, and then
 * there is time left to tell the person, until `whole`. A cold start and the secret take from the listener's time.
 */
export const budgetWithin = (slackWaits: number) => ({ listener: slackWaits - 700, whole: slackWaits - 100 });

/** The budget within the 3 s for which Slack waits. https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response */
export const BUDGET = budgetWithin(3_000);

/** What API Gateway sends back. */
export interface HttpResponse {
  statusCode: number;
  headers?: Record<string, string>;
  body: string;
}

/** The signing secret: `current` is cached, `refresh` fetches it again; if that fails, the cached one stays. */
export interface SigningSecret {
  current: () => Promise<string>;
  refresh: () => Promise<string>;
}

/** What the receiver needs. */
export interface LambdaReceiverOptions {
  signingSecret: SigningSecret;
  log: Log;
  now: Clock;
  /** In milliseconds since Slack sent the request. */
  budget?: { listener: number; whole: number };
}

/** Bolt's receiver for a Lambda function behind an HTTP API. */
export interface LambdaReceiver extends Receiver {
  /** Answers every request and never throws. Logs one line about each that is refused or fails, and nothing of its body. */
  handle: (event: HttpEvent) => Promise<HttpResponse>;
}

/** However many forged requests come, the secret is fetched no more often than this. */
const REFRESH_MILLISECONDS = 10_000;
/** The key under which Bolt hands a request's deadline to its listeners. */
const DEADLINE = "deadline";

/** A listener's deadline as Bolt's own receivers hand it on, from now: a Socket Mode envelope has no time of sending. */
export function deadlineProperties(now: Clock): Record<string, unknown> {
  return { [DEADLINE]: new Deadline(BUDGET.listener, now) };
}

/** The deadline of the request that a listener answers, by Bolt's context. */
export function deadlineOf(context: Record<string, unknown>): Deadline {
  const deadline = context[DEADLINE];
  if (!(deadline instanceof Deadline)) {
    throw new TypeError("The receiver gives each request a deadline.");
  }
  return deadline;
}

/**
 * Verifies before it parses, refuses what is not Slack's, carries out no request twice, and hands the rest to Bolt with a
 * deadline. Our own faults answer 500, so Slack shows the person a warning, unless a decision or a start already took effect.
 */
export function lambdaReceiver({ signingSecret, log, now, budget = BUDGET }: LambdaReceiverOptions): LambdaReceiver {
  let app: App | undefined;
  const seen = replays();
  const isSigned = signatures(signingSecret, log, now);

  const refuse = (statusCode: number, reason: string): HttpResponse => {
    log.warn("Slack request refused", { status: statusCode, reason });
    return { statusCode, body: "" };
  };
  const fail = (error: unknown): HttpResponse => {
    log.error("Slack request failed", { status: 500, reason: reasonOf(error) });
    return { statusCode: 500, body: "" };
  };

  const handToApp = async (
    body: object,
    headers: HttpEvent["headers"],
    { deadline, whole }: { deadline: Deadline; whole: Deadline },
  ): Promise<HttpResponse> => {
    let acked: HttpResponse | undefined;
    const retryNum = headers["x-slack-retry-num"];
    const retryReason = headers["x-slack-retry-reason"];
    const event: ReceiverEvent = {
      body,
      async ack(response?: unknown) {
        if (acked) {
          throw new ReceiverMultipleAckError();
        }
        acked = acknowledgement(response); // sent once the listener is done, since Lambda freezes the process after its answer
      },
      ...(retryNum ? { retryNum: Number(retryNum) } : {}),
      ...(retryReason ? { retryReason } : {}),
      customProperties: { [DEADLINE]: deadline },
    };
    try {
      await within(whole, app?.processEvent(event) ?? Promise.reject(new Error("No app was given this receiver.")));
    } catch (error) {
      if (deadline.delivery !== "counted" || !acked) {
        return fail(error);
      }
      log.warn("Slack answer not delivered", { reason: reasonOf(error) }); // a warning to the person would say that it did not count
    }
    return acked ?? refuse(404, "nothing listens for it");
  };

  const answer = async (event: HttpEvent): Promise<HttpResponse> => {
    const request = readRequest(event, now());
    if ("why" in request) {
      const response = refuse(request.status, request.why);
      return request.status === 405 ? { ...response, headers: { allow: "POST" } } : response;
    }
    using reading = new Deadline(Math.max(0, budget.listener - sinceSent(request, undefined, now())), now);
    if (!(await within(reading, isSigned(request)))) {
      return refuse(401, "signature");
    }
    if (!seen.isFirst(request.signature, now().getTime())) {
      return refuse(401, "replayed");
    }
    let response: HttpResponse | undefined;
    try {
      const content = contentOf(request);
      const spent = sinceSent(request, content, now());
      using deadline = new Deadline(Math.max(0, budget.listener - spent), now);
      using whole = new Deadline(Math.max(0, budget.whole - spent), now);
      response = content
        ? (directAnswer(content) ?? (await handToApp(content, event.headers, { deadline, whole })))
        : refuse(400, "body malformed");
      return response;
    } finally {
      if (!response || response.statusCode >= 400) {
        seen.forget(request.signature); // what was not carried out may come again: Slack repeats it
      }
    }
  };

  return {
    init(initialised) {
      app = initialised;
    },
    start: async () => undefined,
    stop: async () => undefined,
    handle: async (event) => {
      try {
        return await answer(event);
      } catch (error) {
        return fail(error);
      }
    },
  };
}

/**
 * The milliseconds since Slack sent a request, a cold start among them. Its timestamp is in whole seconds, so it is up to a second
 * early; a press says its own time to the microsecond.
 */
function sinceSent({ timestamp }: SlackRequest, content: object | undefined, now: Date): number {
  const sent = Math.max(timestamp * 1000, pressedAt(content));
  return Math.max(0, now.getTime() - sent);
}

/** When a control was used, in milliseconds since 1970; 0 for anything else. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
function pressedAt(content: object | undefined): number {
  const actions: unknown = content && "actions" in content ? content.actions : undefined;
  const action: unknown = Array.isArray(actions) ? actions.at(0) : undefined;
  const at = typeof action === "object" && action !== null && "action_ts" in action ? Number(action.action_ts) : 0;
  return Number.isFinite(at) ? at * 1000 : 0;
}

/** Whether a request is signed with the kept secret or, where that was replaced, with the one that has come since. */
function signatures(
  { current, refresh }: SigningSecret,
  log: Log,
  now: Clock,
): (request: SlackRequest) => Promise<boolean> {
  const failed = (error: unknown) => log.error("signing secret not refreshed", { reason: reasonOf(error) });
  const fresh = kept(() => refresh().catch(failed), { now, milliseconds: REFRESH_MILLISECONDS });
  return async (request) => {
    if (isSignedWith(await current(), request, now())) {
      return true;
    }
    const secret = await fresh();
    return typeof secret === "string" && isSignedWith(secret, request, now());
  };
}

function isSignedWith(signingSecret: string, { body, signature, timestamp }: SlackRequest, now: Date): boolean {
  const headers = { "x-slack-signature": signature, "x-slack-request-timestamp": timestamp };
  return isValidSlackRequest({ signingSecret, body, headers, nowMilliseconds: now.getTime() });
}

/**
 * Requests answered without a listener: a check of our certificate, and the proof that this request URL is ours.
 * https://docs.slack.dev/interactivity/implementing-slash-commands#ssl https://docs.slack.dev/reference/events/url_verification
 */
function directAnswer(content: object): HttpResponse | undefined {
  if ("ssl_check" in content) {
    return { statusCode: 200, body: "" };
  }
  return "type" in content && content.type === "url_verification" && "challenge" in content
    ? acknowledgement({ challenge: content.challenge })
    : undefined;
}

function acknowledgement(response: unknown): HttpResponse {
  return typeof response === "object" && response !== null
    ? { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(response) }
    : { statusCode: 200, body: typeof response === "string" ? response : "" };
}
