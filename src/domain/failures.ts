/** A dependency refused permanently: trying again can't help. The name tells an operator where to look. */
export class PermanentFailure extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/**
 * A dependency asked us to come back after `retryAfterSeconds`. It has no stack trace: it is thrown often and isn't an error,
 * and a bundle's first trace takes a quarter of a second (docs/performance.md).
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

/** The input of an onboarding is not usable; the message says what is wrong with each field and how to fix it. */
export class InvalidRequest extends Error {
  override name = "InvalidRequest";
  /** What is wrong with each field, by its name in JSON: "is empty; write the person's full name". */
  readonly faults: Readonly<Record<string, string>>;
  constructor(message: string, faults: Readonly<Record<string, string>> = {}) {
    super(message);
    this.faults = faults;
  }

  /** Makes one sentence of each fault, such as "The name is empty.", after `before`, and keeps the first fault of each field. */
  static of(faults: readonly (readonly [field: string, fault: string])[], before = ""): InvalidRequest {
    const sentences = faults.map(([field, fault]) => `The ${field} ${fault}.`).join(" ");
    const firsts: Record<string, string> = {};
    for (const [field, fault] of faults) {
      firsts[field] ??= fault;
    }
    return new InvalidRequest(before + sentences, firsts);
  }
}

/**
 * A failed AWS call, by its error's name only, such as AccessDeniedException or ECONNREFUSED. It leaves out the SDK's message, which
 * may quote what was sent: an address, a name, a callback ID.
 */
export function awsFailure(service: string, error: unknown): Error {
  const name = nameOf(error);
  const failure = new Error(`The call to ${service} failed: ${name}.`);
  failure.name = name;
  return failure;
}

/** A network error is only named "Error"; its code says more. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return "Error";
  }
  return error.name === "Error" && "code" in error && typeof error.code === "string" ? error.code : error.name;
}
