import { parse } from "node:querystring";

/** The parts of an API Gateway event (HTTP API, payload format 2.0) that matter here; header names are lower-case. */
export interface HttpEvent {
  headers: Record<string, string | undefined>;
  body?: string | undefined;
  isBase64Encoded: boolean;
  requestContext: { http: { method: string } };
}

/** A request in the one form that Bolt's receiver handles well: plain text, and a content type without parameters. */
export interface Admitted {
  headers: Record<string, string>;
  body: string;
}

/** A request that is turned away, with the status for the caller and the reason for the log. */
export interface Refused {
  status: 400 | 401 | 405 | 413 | 415;
  why: string;
}

/** Far above anything Slack sends: a modal's whole state is some 10 KB. */
const MAX_BYTES = 256 * 1024;
/** How far Slack's clock and ours may be apart. https://docs.slack.dev/authentication/verifying-requests-from-slack */
const MAX_SKEW_SECONDS = 300;
const MEDIA_TYPES = ["application/x-www-form-urlencoded", "application/json"];
const PASSED_ON = ["x-slack-signature", "x-slack-request-timestamp", "x-slack-retry-num", "x-slack-retry-reason"];

/**
 * Turns away what cannot be a request of Slack's, before Bolt's receiver would throw on it, and puts the rest into the
 * form that the receiver reads rightly. The signature itself stays Bolt's to verify.
 */
export function admit(event: HttpEvent, now: Date): { admitted: Admitted } | { refused: Refused } {
  if (event.requestContext.http.method !== "POST") {
    return refused(405, "method");
  }
  const mediaType = event.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (!MEDIA_TYPES.includes(mediaType)) {
    return refused(415, "content type");
  }
  if (!/^v0=[0-9a-f]{64}$/u.test(event.headers["x-slack-signature"] ?? "")) {
    return refused(401, "signature missing or malformed");
  }
  // Bolt refuses what is too old, and takes what lies in the future for as long as it likes.
  if (!isCurrent(event.headers["x-slack-request-timestamp"], now)) {
    return refused(401, "timestamp");
  }
  const bytes = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  if (bytes.byteLength > MAX_BYTES) {
    return refused(413, "body too large");
  }
  const body = decoded(bytes);
  if (body === undefined || !isReadable(body, mediaType)) {
    return refused(400, "body malformed");
  }
  return { admitted: { headers: { ...passedOn(event.headers), "content-type": mediaType }, body } };
}

function refused(status: Refused["status"], why: string): { refused: Refused } {
  return { refused: { status, why } };
}

function isCurrent(timestamp: string | undefined, now: Date): boolean {
  return /^\d{1,12}$/u.test(timestamp ?? "") && Math.abs(now.getTime() / 1000 - Number(timestamp)) <= MAX_SKEW_SECONDS;
}

/** The text, unless the bytes are no UTF-8: replaced as usual, several bodies would have one text and one signature. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Whether Bolt's receiver can parse it, and verifies it: it throws on anything else before it has looked at the signature,
 * and answers an `ssl_check` without looking at all.
 */
function isReadable(body: string, mediaType: string): boolean {
  const content = contentOf(body, mediaType);
  return content !== undefined && !("ssl_check" in content);
}

function contentOf(body: string, mediaType: string): object | undefined {
  if (body === "" || mediaType === "application/json") {
    return objectIn(body);
  }
  const form = parse(body);
  return typeof form["payload"] === "string" ? objectIn(form["payload"]) : form;
}

function objectIn(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function passedOn(headers: HttpEvent["headers"]): Record<string, string> {
  const present: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = headers[name];
    if (value !== undefined) {
      present[name] = value;
    }
  }
  return present;
}
