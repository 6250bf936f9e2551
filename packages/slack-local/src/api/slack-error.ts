import type { Complaint } from "../blocks/complaints.ts";

/** A call that Slack refuses with `ok: false`: its error name, and what else it says. */
export class SlackError extends Error {
  override name = "SlackError";
  readonly code: string;
  readonly errors: (string | Complaint)[];

  /** `errors` are what Slack writes into `errors` and, where they are sentences, with `[ERROR]` into `response_metadata.messages`. */
  constructor(code: string, errors: (string | Complaint)[] = []) {
    super(code);
    this.code = code;
    this.errors = errors;
  }

  /** The errors that are sentences. */
  get messages(): string[] {
    return this.errors.filter((error) => typeof error === "string");
  }

  /** The refusal as the API's answer. */
  answer() {
    const { code, errors } = this;
    const { messages } = this;
    return {
      ok: false,
      error: code,
      ...(errors.length > 0 ? { errors } : {}),
      ...(messages.length > 0
        ? { response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) } }
        : {}),
    };
  }
}

/** Slack's own 429. */
export class RateLimited extends Error {
  override name = "RateLimited";
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super("ratelimited");
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
