// In US dollars of us-east-1, on arm64. DynamoDB and SES cost the same either way and are left out.
// https://aws.amazon.com/lambda/pricing and https://aws.amazon.com/step-functions/pricing
const PER_OPERATION = 8 / 1_000_000;
const PER_BYTE_WRITTEN = 0.25 / 2 ** 30;
const PER_REQUEST = 0.2 / 1_000_000;
const PER_GIGABYTE_SECOND = 0.0000133334;
const PER_TRANSITION = 25 / 1_000_000;

const MEMORY_GIGABYTES = 0.5;

// A state machine needs these beside its steps: two Parallel states to ask and to tell, and a Choice by the decision.
const STATES_BESIDE_STEPS = 3;

/** An event as GetDurableExecutionHistory tells it, with a `…Details` member under its type's name. */
interface BilledEvent {
  EventType: string;
  [details: `${string}Details`]: unknown;
}

/** What Lambda's price list counts of an execution. */
export interface Bill {
  operations: number;
  invocations: number;
  bytesWritten: number;
}

/**
 * What an execution with this history is billed so far: an operation for its start, for its callback, for each wait and for
 * each attempt of a step, and what was written of input, results and errors.
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-sdk.html
 */
export function billOf(history: readonly BilledEvent[]): Bill {
  const count = (types: ReadonlySet<string>) => history.filter(({ EventType }) => types.has(EventType)).length;
  const payloads = history.map((event) => {
    const { Input, Result, Error } = (event[`${event.EventType}Details`] ?? {}) as Record<
      string,
      { Payload?: unknown }
    >;
    return bytesOf(Input) + bytesOf(Result) + bytesOf(Error);
  });
  return {
    operations: count(BILLED),
    invocations: count(INVOCATIONS),
    bytesWritten: payloads.reduce((sum, bytes) => sum + bytes, 0),
  };
}

const BILLED = new Set(["ExecutionStarted", "CallbackStarted", "WaitStarted", "StepSucceeded", "StepFailed"]);
const INVOCATIONS = new Set(["InvocationCompleted"]);

function bytesOf(details: { Payload?: unknown } | undefined): number {
  const { Payload = "" } = details ?? {};
  return Buffer.byteLength(typeof Payload === "string" ? Payload : JSON.stringify(Payload));
}

/** What one execution costs in US dollars, awake for so many milliseconds on 512 MB. */
export function durableDollars({ operations, bytesWritten, invocations }: Bill, awakeMilliseconds: number): number {
  return (
    operations * PER_OPERATION +
    bytesWritten * PER_BYTE_WRITTEN +
    invocations * PER_REQUEST +
    computeDollars(awakeMilliseconds)
  );
}

/** What Step Functions Standard would cost in US dollars for the same work, done by one invocation for each step. */
export function stepFunctionsDollars(
  { operations }: Bill,
  awakeMilliseconds: number,
  statesBesideSteps = STATES_BESIDE_STEPS,
): number {
  const steps = operations - 1; // all but the start, which is no state
  return (steps + statesBesideSteps) * PER_TRANSITION + steps * PER_REQUEST + computeDollars(awakeMilliseconds);
}

function computeDollars(awakeMilliseconds: number): number {
  return (awakeMilliseconds / 1000) * MEMORY_GIGABYTES * PER_GIGABYTE_SECOND;
}
