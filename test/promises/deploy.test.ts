import { expect, test } from "vitest";
import { begin, drive } from "../../testkit/world/drive.ts";
import { endOf, expectedEnd } from "../../testkit/world/end.ts";
import { OUTCOMES } from "../../testkit/world/outcomes.ts";
import { startWorld, type World } from "../../testkit/world/world.ts";

// Version 2 begins with an operation that version 1 has not: who slept on version 1 could not be replayed on it.
const deploySecond = (world: World) => world.deploy((ctx) => ctx.step("ask-the-blocklist", async () => "not on it"));

const outcomes = OUTCOMES.filter(({ down, spans }) => down.length === 0 && spans.reminders.length > 0);
const spans = { windowSeconds: 86_400, reminders: [3_600], gapMilliseconds: 0 };

test("what sleeps through a deployment ends on the version that it began with, while new ones run on the new one", async () => {
  const world = await startWorld(spans);
  const before = await Promise.all(outcomes.map((outcome) => begin(world, outcome)));
  await world.idle();
  deploySecond(world);
  const after = await Promise.all(outcomes.map((outcome) => begin(world, outcome)));
  await drive(world, [...before, ...after]);

  for (const each of [...before, ...after]) {
    expect(await endOf(world, each)).toEqual(expectedEnd(each.outcome));
  }
  const askedBlocklist = ({ arn }: { arn: string }) =>
    world.operations(arn).some(({ name }) => name === "ask-the-blocklist");
  expect(before.map(askedBlocklist)).toEqual(before.map(() => false));
  expect(after.map(askedBlocklist)).toEqual(after.map(() => true));
  expect(before.map(({ arn }) => world.execution(arn)?.version)).toEqual(before.map(() => "1"));
  await world.close();
});
