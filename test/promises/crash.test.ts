import { describe, expect, test } from "vitest";
import { type Cut, cutEach, cutsOf } from "./world/cuts.ts";
import { endOf, expectedEnd } from "./world/end.ts";
import { type Outcome, OUTCOMES } from "./world/outcomes.ts";

const named = (cut: Cut | undefined) => `${cut?.moment} ${cut?.at}`;

/** How often each step sends: once, and once more what the process had sent and could not write down any more. */
const counted = (steps: readonly string[], repeated: readonly string[]) =>
  Object.fromEntries(steps.map((step) => [step, repeated.includes(step) ? 2 : 1]));

/** Checks what stands after each cut, and that each step sent what it sends as often as it may. */
async function expectUnharmed(outcome: Outcome, cuts: readonly Cut[]) {
  const { world, cases } = await cutEach(outcome, cuts, "asked");
  for (const each of cases) {
    expect(each.hasDied, named(each.cut)).toBe(true);
    expect(await endOf(world, each), named(each.cut)).toEqual(expectedEnd(outcome));
    expect(each.sent, named(each.cut)).toEqual(counted([...outcome.asks, ...outcome.tells], each.repeated));
  }
  await world.close();
}

describe.each(OUTCOMES)("$name", (outcome) => {
  test("ends as it must wherever the process dies, and repeats only what it died in", async () => {
    const { cuts } = await cutsOf(outcome);
    await expectUnharmed(outcome, cuts);
  });
});

test("messages that stand in line are sent as often, wherever the process dies", async () => {
  const [verified] = OUTCOMES;
  const inLine = { ...verified, spans: { ...verified.spans, gapMilliseconds: 1_000 } };
  const { cuts } = await cutsOf(inLine);
  await Promise.all(cuts.map((cut) => expectUnharmed(inLine, [cut]))); // each alone in its world, and so in its line
});

describe.each(OUTCOMES.filter(({ decision, spans }) => decision && !spans.reminderSeconds))(
  "$name while dead",
  (outcome) => {
    test("ends as it must, and sends nothing twice that the process did not die in", async () => {
      const { beforeDecision } = await cutsOf(outcome);
      const { world, cases } = await cutEach(outcome, beforeDecision, "dead");
      for (const each of cases) {
        expect(each.hasDied, named(each.cut)).toBe(true);
        expect(await endOf(world, each), named(each.cut)).toEqual(expectedEnd(outcome));
        expect(each.sent, named(each.cut)).toMatchObject(counted(outcome.tells, each.repeated));
        for (const [step, count] of Object.entries(each.sent)) {
          expect(count, `${step}, ${named(each.cut)}`).toBeLessThanOrEqual(each.repeated.includes(step) ? 2 : 1);
        }
      }
      await world.close();
    });
  },
);
