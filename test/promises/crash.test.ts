import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LOCAL } from "../../local/address.ts";
import { startDynamo } from "../../local/dynamo.ts";
import { type Cut, cutEach, cutsOf } from "./world/cuts.ts";
import { endOf, expectedEnd } from "./world/end.ts";
import { OUTCOMES } from "./world/outcomes.ts";

let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  dynamo = await startDynamo({ port: 0, table: LOCAL.table });
});
afterAll(() => dynamo.close());

const named = ({ moment, at }: Cut) => `${moment} ${at}`;

/** How often each step sends: once, and once more what the process had sent and could not write down any more. */
const counted = (steps: readonly string[], repeated: readonly string[]) =>
  Object.fromEntries(steps.map((step) => [step, repeated.includes(step) ? 2 : 1]));

describe.each(OUTCOMES)("$name", (outcome) => {
  test("ends as it must wherever the process dies, and repeats only what it died in", async () => {
    const { cuts } = await cutsOf(dynamo.url, outcome);
    const { world, cases } = await cutEach(dynamo.url, outcome, cuts, "asked");
    for (const each of cases) {
      expect(each.hasDied, named(each.cut)).toBe(true);
      expect(await endOf(world, each), named(each.cut)).toEqual(expectedEnd(outcome));
      expect(each.sent, named(each.cut)).toEqual(counted([...outcome.asks, ...outcome.tells], each.repeated));
    }
    world.close();
  });
});

describe.each(OUTCOMES.filter(({ decision, spans }) => decision && !spans.reminderSeconds))(
  "$name while dead",
  (outcome) => {
    test("ends as it must, and sends nothing twice that the process did not die in", async () => {
      const { beforeDecision } = await cutsOf(dynamo.url, outcome);
      const { world, cases } = await cutEach(dynamo.url, outcome, beforeDecision, "dead");
      for (const each of cases) {
        expect(each.hasDied, named(each.cut)).toBe(true);
        expect(await endOf(world, each), named(each.cut)).toEqual(expectedEnd(outcome));
        expect(each.sent, named(each.cut)).toMatchObject(counted(outcome.tells, each.repeated));
        for (const [step, count] of Object.entries(each.sent)) {
          expect(count, `${step}, ${named(each.cut)}`).toBeLessThanOrEqual(each.repeated.includes(step) ? 2 : 1);
        }
      }
      world.close();
    });
  },
);
