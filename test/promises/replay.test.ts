import { expect, test } from "vitest";
import { type Gate, type Invocation, never } from "../../testkit/world/border.ts";
import { begin, drive } from "../../testkit/world/drive.ts";
import { endOf, expectedEnd } from "../../testkit/world/end.ts";
import { messageLog } from "../../testkit/world/messages.ts";
import { OUTCOMES } from "../../testkit/world/outcomes.ts";
import { startWorld } from "../../testkit/world/world.ts";

test.each(OUTCOMES)("$name: a replay after every step sends each notification exactly once", async (outcome) => {
  const log = messageLog();
  const world = await startWorld({ ...outcome.spans, gate: oneStepAtATime(log.gate(outcome)) });
  const each = await begin(world, outcome);
  await drive(world, [each]);

  const steps = [...outcome.asks, ...outcome.tells];
  expect(log.counts(each.arn)).toEqual(Object.fromEntries(steps.map((step) => [step, 1])));
  expect(await endOf(world, each)).toEqual(expectedEnd(outcome));
  expect(world.counts.invocations).toBeGreaterThan(steps.length); // or nothing was replayed
  await world.close();
});

/** Lets one step of each invocation reach the outside, and ends the invocation once that step's end is written down. */
function oneStepAtATime(through: Gate): Gate {
  const turns = new Map<Invocation, string>();
  return async (call, carryOut) => {
    const { invocation, step, updates = [] } = call;
    if (step !== undefined) {
      turns.set(invocation, turns.get(invocation) ?? step);
    }
    if (step !== turns.get(invocation) && step !== undefined) {
      return never();
    }
    const answer = await through(call, carryOut);
    if (updates.some((update) => /^(?:SUCCEED|FAIL) /u.test(update))) {
      invocation.die();
    }
    return answer;
  };
}
