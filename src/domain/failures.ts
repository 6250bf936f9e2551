/** A dependency refused for good: trying again cannot help. The name tells an operator where to look. */
export class PermanentFailure extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/**
 * A dependency asked us to come back after `retryAfterSeconds`. It has no stack trace: nothing is wrong, it is thrown often, and
 * the first trace that a bundle reads costs it a quarter of a second (docs/performance.md).
 */
export class Throttled extends Error {
  override name = "Throttled";
  readonly retryAfterSeconds: number;
  constructor(message: string, retryAfterSeconds: number) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The input of an onboarding is not usable; the message says what is wrong with each field and how to mend it. */
export class InvalidRequest extends Error {
  override name = "InvalidRequest";
  /** What is wrong with each field at fault, by its name on the wire: "is empty, write the person's full name". */
  readonly faults: Readonly<Record<string, string>>;
  constructor(message: string, faults: Readonly<Record<string, string>> = {}) {
    super(message);
    this.faults = faults;
  }
}
