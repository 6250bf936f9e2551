import { type Bill, billOf } from "../../local/sandbox/cost.ts";
import { begin, drive, hasAsked } from "./drive.ts";
import { messageLog } from "./messages.ts";
import type { Outcome } from "./outcomes.ts";
import { startWorld, type World } from "./world.ts";

/** What one onboarding of this outcome is billed, where Slack takes one message a second. */
export async function billFor(outcome: Outcome): Promise<Bill> {
  const world = await startWorld({ ...outcome.spans, gapMilliseconds: 1_000, gate: messageLog().gate(outcome) });
  const each = await begin(world, outcome);
  await drive(world, [each], () => {
    const isDue = hasAsked(world, each);
    world.engine.advance(isDue ? 60 : 0); // people take their time
    return isDue;
  });
  const bill = ended(world, each.arn);
  await world.close();
  return bill;
}

/** The bill of an execution that has ended, from its whole history. */
function ended({ engine, execution }: World, arn: string): Bill {
  const row = execution(arn);
  if (!row) {
    throw new Error("There is no such execution.");
  }
  const { events } = engine.ledger.history.page(row, { offset: 0, limit: 1_000, reverse: false, withData: true });
  return billOf(events);
}
