import { describe, expect, test } from "vitest";
import { isExhaustive, someOf } from "../../testkit/effort.ts";
import { ample } from "../../testkit/fakes.ts";
import { type Cut, cutEach, cutsOf } from "../../testkit/world/cuts.ts";
import { cardOf, endOf, expectedEnd, HEADINGS } from "../../testkit/world/end.ts";
import { type Outcome, OUTCOMES } from "../../testkit/world/outcomes.ts";
import { beginRival } from "../../testkit/world/rivals.ts";
import type { World } from "../../testkit/world/world.ts";
import type { Case } from "../../testkit/world/drive.ts";

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
    await expectUnharmed(outcome, someOf(cuts));
  });
});

test("messages that stand in line are sent as often, wherever the process dies", async () => {
  const [verified] = OUTCOMES;
  const inLine = { ...verified, spans: { ...verified.spans, gapMilliseconds: 1_000 } };
  const { cuts } = await cutsOf(inLine);
  await Promise.all(someOf(cuts).map((cut) => expectUnharmed(inLine, [cut]))); // each alone in its world, and so in its line
});

describe.each(OUTCOMES.filter(({ decision, spans }) => decision && spans.reminders.length === 0))(
  "$name while dead",
  (outcome) => {
    test("ends as it must, and sends nothing twice that the process did not die in", async () => {
      const { beforeDecision } = await cutsOf(outcome);
      const { world, cases } = await cutEach(outcome, someOf(beforeDecision), "dead");
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

const REFUSALS = ["UserAlreadyPending", "UserAlreadyActive", "AddressInUse"];
const outcomeNamed = (name: string) => OUTCOMES.filter((outcome) => outcome.name === name);

/** How an execution ended: the card that it leaves, or why it was refused. */
function leftBy(world: World, each: Case) {
  const { status, error } = world.execution(each.arn) ?? {};
  return status === "SUCCEEDED" ? { card: cardOf(world, each) } : { refusal: JSON.parse(error ?? "{}").ErrorType };
}

const closed = (ends: Outcome["ends"]) => ({
  card: { heading: `${HEADINGS[ends]}: Ada Lovelace`, hasControls: false },
});

describe.each([
  ...outcomeNamed("rejected").flatMap((outcome) =>
    (["same user", "same address", "same user, another address"] as const).map((rival) => ({ outcome, rival })),
  ),
  ...outcomeNamed("verified by email").map((outcome) => ({ outcome, rival: "same user" as const })),
])("$outcome.name, with a second onboarding of the $rival", ({ outcome, rival }) => {
  test("started where the process dies: one is refused, or both end, tell everyone and leave a closed card", async () => {
    const { cuts } = await cutsOf(outcome);
    const rivals = new Map<string, Case>();
    const { world, cases } = await cutEach(outcome, someOf(cuts), "asked", async (at, { arn }) => {
      const second = await beginRival(at, arn, rival);
      rivals.set(arn, second);
      return second;
    });
    let both = 0;
    for (const each of cases) {
      const second = rivals.get(each.arn);
      if (!second) {
        throw new Error("No second onboarding was started.");
      }
      const [first, other] = [leftBy(world, each), leftBy(world, second)];
      const refused = [first, other].filter((left) => "refusal" in left);
      expect(refused.length, named(each.cut)).toBeLessThanOrEqual(1);
      both += refused.length === 0 ? 1 : 0;
      for (const left of refused) {
        expect(REFUSALS, named(each.cut)).toContain(left.refusal);
      }
      expect("card" in first ? first : closed(outcome.ends), named(each.cut)).toEqual(closed(outcome.ends));
      const silent = "card" in first ? outcome.tells.filter((step) => !each.sent[step]) : [];
      expect(silent, named(each.cut)).toEqual([]);
      expect("card" in other ? other : closed("EXPIRED"), named(each.cut)).toEqual(closed("EXPIRED"));
    }
    // An active user keeps the address; otherwise the second one comes in between, at one of all the moments.
    expect(both).toBeGreaterThanOrEqual(isExhaustive && outcome.ends !== "ACTIVE" ? 1 : 0);
    expect(outcome.ends === "ACTIVE" && both > 0).toBe(false);
    expect(await world.pending()).toBe(0);
    await world.close();
  });
});

test("a second decision, made wherever the process dies after the first one, changes nothing", async () => {
  const rejected = OUTCOMES.filter(({ name }) => name === "rejected");
  for (const outcome of rejected) {
    const { cuts, beforeDecision } = await cutsOf(outcome);
    const later = someOf(cuts.slice(beforeDecision.length));
    const taken: boolean[] = [];
    const { world, cases } = await cutEach(outcome, later, "asked", async (at, { userId }) => {
      const { callbackId = "" } = (await at.users.find(userId)) ?? {};
      const decision = { outcome: "verified", source: "email", at: at.now().toISOString() } as const;
      taken.push(await at.decisions.deliver(callbackId, decision, ample()));
      return undefined;
    });
    expect(taken).toEqual(later.map(() => false));
    for (const each of cases) {
      expect(await endOf(world, each), named(each.cut)).toEqual(expectedEnd(outcome));
    }
    await world.close();
  }
});
