import { parse } from "node:querystring";

/** The parts of an API Gateway event (HTTP API, payload format 2.0) that matter here; header names are lower-case. */
export interface HttpEvent {
  headers: Record<string, string | undefined>;
  body?: string | undefined;
  isBase64Encoded: boolean;
  requestContext: { http: { method: string } };
}

/** A request that could be Slack's by its outside; whether it is, its signature says. */
export interface SlackRequest {
  body: string;
  mediaType: string;
  signature: string;
  /** In seconds since 1970. */
  timestamp: number;
}

/** A request that is turned away, with the status for the caller and the reason for the log. */
export interface Refused {
  status: 400 | 401 | 405 | 413 | 415;
  why: string;
}

/** Far above anything Slack sends: a modal's whole state is some 10 KB. */
const MAX_BYTES = 256 * 1024;
/** How far Slack's clock and ours can differ. https://docs.slack.dev/authentication/verifying-requests-from-slack */
const MAX_SKEW_SECONDS = 300;
const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";

/** Reads what was sent, and turns away what cannot be Slack's, without parsing anything. */
export function readRequest(
  { requestContext, headers, body = "", isBase64Encoded }: HttpEvent,
  now: Date,
): SlackRequest | Refused {
  if (requestContext.http.method !== "POST") {
    return { status: 405, why: "method" };
  }
  const mediaType = headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (mediaType !== FORM && mediaType !== JSON_TYPE) {
    return { status: 415, why: "content type" };
  }
  const signature = headers["x-slack-signature"] ?? "";
  if (!/^v0=[0-9a-f]{64}$/u.test(signature)) {
    return { status: 401, why: "signature missing or malformed" };
  }
  const timestamp = headers["x-slack-request-timestamp"] ?? "";
  // Bolt refuses what is too old, and takes what lies in the future for as long as it likes.
  const skew = Math.abs(now.getTime() / 1000 - Number(timestamp));
  if (!/^\d{1,12}$/u.test(timestamp) || skew > MAX_SKEW_SECONDS) {
    return { status: 401, why: "timestamp" };
  }
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  if (bytes.byteLength > MAX_BYTES) {
    return { status: 413, why: "body too large" };
  }
  const text = decoded(bytes);
  return text === undefined
    ? { status: 400, why: "body malformed" }
    : { body: text, mediaType, signature, timestamp: Number(timestamp) };
}

/** The very text that was signed, unless the bytes are no UTF-8: replaced as usual, several bodies would have one signature. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The object that Slack sent; undefined where there is none. */
export function contentOf({ body, mediaType }: SlackRequest): object | undefined {
  if (mediaType === JSON_TYPE) {
    return objectIn(body);
  }
  const form = parse(body);
  if (typeof form["payload"] === "string") {
    return objectIn(form["payload"]);
  }
  return Object.keys(form).length > 0 ? form : undefined;
}

function objectIn(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** As long as a signature would be taken again: made 5 minutes ahead at most, and good for 5 minutes after. */
const KEEP_MILLISECONDS = 600_000;

/** Remembers requests by their signatures, in this execution environment only. */
export interface Replays {
  /** Whether a signature comes for the first time; from then on it does not. `now` is in milliseconds. */
  isFirst(signature: string, now: number): boolean;
  /** Lets it come for the first time again. */
  forget(signature: string): void;
}

/** Nothing remembered at first; each signature is kept for 10 minutes. */
export function replays(): Replays {
  const kept = new Map<string, number>(); // oldest first

  const age = (now: number) => {
    for (const [signature, until] of kept) {
      if (until > now) {
        return;
      }
      kept.delete(signature);
    }
  };

  return {
    isFirst(signature, now) {
      age(now);
      if (kept.has(signature)) {
        return false;
      }
      kept.set(signature, now + KEEP_MILLISECONDS);
      return true;
    },
    forget: (signature) => void kept.delete(signature),
  };
}
