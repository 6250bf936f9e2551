import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isExhaustive } from "../../testkit/effort.ts";
import type { Vendor } from "../../testkit/world/border.ts";
import { begin, drive, hasAsked } from "../../testkit/world/drive.ts";
import { endOf, expectedEnd } from "../../testkit/world/end.ts";
import { isSending, messageLog } from "../../testkit/world/messages.ts";
import { type Outcome, OUTCOMES } from "../../testkit/world/outcomes.ts";
import { type Plan, type Trouble, troubling } from "../../testkit/world/trouble.ts";
import { startWorld, type World } from "../../testkit/world/world.ts";

// SEED=42 RUNS=1000 npx vitest run test/promises/trouble.test.ts
const RUNS = Number(process.env["RUNS"] ?? (isExhaustive ? 150 : 12));
const SEED = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);

/** Fewer for each of two vendors than a notice has attempts. */
const MOST_TROUBLES = 4;
const VENDORS: Vendor[] = ["dynamodb", "lambda", "ses", "slack"];

const troubles = fc.array(fc.constantFrom<Trouble>("none", "slow", "broken", "throttled", "lost", "doubled"), {
  minLength: 1,
  maxLength: MOST_TROUBLES,
});
/** One vendor or two in trouble. */
const plans = fc
  .subarray(VENDORS, { minLength: 1, maxLength: 2 })
  .chain((vendors): fc.Arbitrary<Plan> => fc.record(Object.fromEntries(vendors.map((vendor) => [vendor, troubles]))));
const runs = fc.record({
  plan: plans,
  outcome: fc.constantFrom(...OUTCOMES),
  early: fc.boolean(),
});

test(`vendors that are slow, fail, throttle or act twice, one or two at a time, lose nothing (SEED=${SEED})`, async () => {
  await fc.assert(fc.asyncProperty(runs, expectUnharmed), { seed: SEED, numRuns: RUNS });
});

/** Runs one onboarding in trouble; it is decided as soon as there is a profile when `early`. */
async function expectUnharmed({
  plan,
  outcome,
  early,
}: {
  plan: Plan;
  outcome: Outcome;
  early: boolean;
}): Promise<void> {
  const log = messageLog();
  const excuses = new Map<string | undefined, number>();
  const world: World = await startWorld({
    ...outcome.spans,
    gapMilliseconds: 1_000,
    gate: troubling(plan, log.gate(outcome), {
      advance: (seconds) => world.engine.advance(seconds),
      suffered(call, trouble) {
        const repeats = trouble === "lost" || trouble === "doubled";
        if ((repeats && isSending(call)) || (call.vendor === "lambda" && trouble !== "none")) {
          excuses.set(call.step, (excuses.get(call.step) ?? 0) + 1);
        }
      },
    }),
  });
  const each = await begin(world, outcome);
  await drive(world, [each], () => early || hasAsked(world, each));

  expect(await endOf(world, each)).toEqual(expectedEnd(outcome));
  const sent = log.counts(each.arn);
  for (const step of [...outcome.asks, ...outcome.tells]) {
    const least = early && outcome.asks.includes(step) && step !== "post-to-slack" ? 0 : 1;
    // A call to Lambda is made for no step alone: any may be repeated because of it.
    const most = 1 + (excuses.get(step) ?? 0) + (excuses.get(undefined) ?? 0);
    expect(sent[step] ?? 0, step).toBeGreaterThanOrEqual(least);
    expect(sent[step] ?? 0, step).toBeLessThanOrEqual(most);
  }
  await world.close();
}
