import { durableDollars, stepFunctionsDollars } from "../local/sandbox/cost.ts";
import { billFor } from "../testkit/world/bill.ts";
import type { Outcome } from "../testkit/world/outcomes.ts";

// Assumed, not measured: the time that calls to DynamoDB, SES and Slack take, one after the other, with 512 MB.
const MILLISECONDS_OF_AN_INVOCATION = 800;

const MILLION = 1_000_000;

/** What a million onboardings with this outcome cost, and what Step Functions Standard would cost for the same steps. */
export async function priceOf(outcome: Outcome) {
  const bill = await billFor(outcome);
  const awake = bill.invocations * MILLISECONDS_OF_AN_INVOCATION;
  const durable = durableDollars(bill, awake);
  const machine = stepFunctionsDollars(bill, awake);
  return {
    operations: bill.operations,
    invocations: bill.invocations,
    "bytes written": bill.bytesWritten,
    "durable $": Math.round(durable * MILLION),
    "Step Functions $": Math.round(machine * MILLION),
    ratio: ratio(durable, machine),
    "ratio of only the steps": ratio(durable, stepFunctionsDollars(bill, awake, 0)),
  };
}

function ratio(one: number, other: number): string {
  return (one / other).toFixed(2);
}
