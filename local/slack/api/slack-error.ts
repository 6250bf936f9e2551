/** A call that Slack refuses with `ok: false`: its error name, and what else it says. */
export class SlackError extends Error {
  override name = "SlackError";
  readonly code: string;
  readonly messages: string[];

  /** `messages` are what Slack writes into `errors` and, with `[ERROR]`, into `response_metadata.messages`. */
  constructor(code: string, messages: string[] = []) {
    super(code);
    this.code = code;
    this.messages = messages;
  }

  /** The refusal as the API's answer. */
  answer() {
    return this.messages.length === 0
      ? { ok: false, error: this.code }
      : {
          ok: false,
          error: this.code,
          errors: this.messages,
          response_metadata: { messages: this.messages.map((message) => `[ERROR] ${message}`) },
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
