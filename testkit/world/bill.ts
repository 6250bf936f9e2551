import { begin, drive, hasAsked } from "./drive.ts";
import { messageLog } from "./messages.ts";
import type { Outcome } from "./outcomes.ts";
import { startWorld, type World } from "./world.ts";

/** What Lambda's price list counts of an execution. */
export interface Bill {
  operations: number;
  invocations: number;
  bytesWritten: number;
}

/** What one onboarding of this outcome is billed, where Slack takes one message a second. */
export async function billFor(outcome: Outcome): Promise<Bill> {
  const world = await startWorld({ ...outcome.spans, gapMilliseconds: 1_000, gate: messageLog().gate(outcome) });
  const each = await begin(world, outcome);
  await drive(world, [each], () => {
    const isDue = hasAsked(world, each);
    world.engine.advance(isDue ? 60 : 0); // people take their time
    return isDue;
  });
  const bill = billOf(world, each.arn);
  await world.close();
  return bill;
}

/**
 * What an execution that has ended is billed: an operation for its start, for its callback, for each wait and for each
 * attempt of a step, and what was written of input, results and errors.
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-sdk.html
 */
function billOf({ engine, execution }: World, arn: string): Bill {
  const row = execution(arn);
  if (!row) {
    throw new Error("There is no such execution.");
  }
  const { events } = engine.ledger.history.page(row, { offset: 0, limit: 1_000, reverse: false, withData: true });
  const billed = events.filter(({ EventType }) => BILLED.has(EventType));
  const payloads = events.map((event) => {
    const { Input, Result, Error } = Reflect.get(event, `${event.EventType}Details`);
    return bytesOf(Input) + bytesOf(Result) + bytesOf(Error);
  });
  return {
    operations: billed.length,
    invocations: events.filter(({ EventType }) => EventType === "InvocationCompleted").length,
    bytesWritten: payloads.reduce((sum, bytes) => sum + bytes, 0),
  };
}

const BILLED = new Set(["ExecutionStarted", "CallbackStarted", "WaitStarted", "StepSucceeded", "StepFailed"]);

function bytesOf(details: { Payload?: unknown } | undefined): number {
  const { Payload = "" } = details ?? {};
  return Buffer.byteLength(typeof Payload === "string" ? Payload : JSON.stringify(Payload));
}
