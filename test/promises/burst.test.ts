import { expect, test } from "vitest";
import { ample } from "../../testkit/fakes.ts";
import { burst } from "../../testkit/world/burst.ts";
import { begin } from "../../testkit/world/drive.ts";
import { endOf } from "../../testkit/world/end.ts";
import { OUTCOMES } from "../../testkit/world/outcomes.ts";
import { startWorld } from "../../testkit/world/world.ts";

const COUNT = 12; // npm run bench:burst has 300

test("a burst into a channel that takes one message a second: every card in its turn, no mail late, nobody in vain", async () => {
  const figures = await burst(COUNT);
  expect(figures).toMatchObject({ cards: COUNT, outOfOrder: 0, refused: 0, waiting: COUNT });
  expect(figures.lastMailSeconds).toBeLessThanOrEqual(1);
  expect(figures.lastCardSeconds).toBeLessThanOrEqual(COUNT);
  expect(figures.invocationsEach).toBeLessThanOrEqual(2); // who waits for a turn sleeps
});

test("a card loses its buttons with the decision, however long the channel's line is", async () => {
  const [outcome] = OUTCOMES;
  const world = await startWorld({ ...outcome.spans, gapMilliseconds: 1_000 });
  const first = await begin(world, outcome);
  await world.idle();
  await Promise.all(Array.from({ length: 5 }, () => begin(world, outcome)));
  await world.idle();
  const { callbackId = "" } = (await world.users.find(first.userId)) ?? {};
  await world.decisions.deliver(
    callbackId,
    { outcome: "verified", source: "email", at: world.now().toISOString() },
    ample(),
  );
  await world.idle(); // and no time has passed
  expect(await endOf(world, first)).toMatchObject({ profile: "ACTIVE", card: { hasControls: false } });
  await world.close();
});

test("starts that are refused delay nobody's card", async () => {
  const [outcome] = OUTCOMES;
  const world = await startWorld({ ...outcome.spans, gapMilliseconds: 1_000 });
  const { userId, email } = await begin(world, outcome);
  await world.idle();
  for (let count = 0; count < 5; count += 1) {
    await world.start({ user_id: userId, email, name: "Ada Lovelace" });
  }
  await world.idle();
  const other = await begin(world, outcome);
  await world.idle();
  await world.next(); // the first one's card has this second
  expect(await endOf(world, other)).toMatchObject({ card: { hasControls: true } });
  await world.close();
});
