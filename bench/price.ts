import { type Bill, billFor } from "../testkit/world/bill.ts";
import type { Outcome } from "../testkit/world/outcomes.ts";

// In US dollars of us-east-1, with the operations, invocations and bytes that are counted. DynamoDB and SES cost the same
// either way and are left out.

// https://aws.amazon.com/lambda/pricing and https://aws.amazon.com/step-functions/pricing
const PER_MILLION_OPERATIONS = 8;
const PER_GIGABYTE_WRITTEN = 0.25;
const PER_MILLION_REQUESTS = 0.2;
const PER_GIGABYTE_SECOND = 0.0000133334; // arm64
const PER_MILLION_TRANSITIONS = 25;

// Assumed, not measured: what the calls to DynamoDB, SES and Slack take one after the other, on 512 MB.
const MEMORY_GIGABYTES = 0.5;
const SECONDS_OF_AN_INVOCATION = 0.8;

// A state machine needs these beside its steps: two Parallel states to ask and to tell, and a Choice by the decision.
const STATES_BESIDE_STEPS = 3;

const MILLION = 1_000_000;

/** What a million onboardings of this outcome cost, and what Step Functions Standard would for the same steps. */
export async function priceOf(outcome: Outcome) {
  const bill = await billFor(outcome);
  const steps = bill.operations - 1; // all but the start, which is no state
  const durable = durableDollars(bill);
  return {
    operations: bill.operations,
    invocations: bill.invocations,
    "bytes written": bill.bytesWritten,
    "durable $": Math.round(durable),
    "Step Functions $": Math.round(stepFunctionsDollars(bill, steps + STATES_BESIDE_STEPS)),
    ratio: ratio(durable, stepFunctionsDollars(bill, steps + STATES_BESIDE_STEPS)),
    "ratio of the steps alone": ratio(durable, stepFunctionsDollars(bill, steps)),
  };
}

function durableDollars(bill: Bill): number {
  const written = (bill.bytesWritten * MILLION * PER_GIGABYTE_WRITTEN) / 2 ** 30;
  return bill.operations * PER_MILLION_OPERATIONS + written + bill.invocations * PER_MILLION_REQUESTS + compute(bill);
}

/** The same work, done by one invocation for each step. */
function stepFunctionsDollars(bill: Bill, transitions: number): number {
  return transitions * PER_MILLION_TRANSITIONS + (bill.operations - 1) * PER_MILLION_REQUESTS + compute(bill);
}

function compute({ invocations }: Bill): number {
  return invocations * SECONDS_OF_AN_INVOCATION * MEMORY_GIGABYTES * PER_GIGABYTE_SECOND * MILLION;
}

function ratio(one: number, other: number): string {
  return (one / other).toFixed(2);
}
