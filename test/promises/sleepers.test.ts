import { expect, test } from "vitest";
import { sleepers } from "../../testkit/world/sleepers.ts";

const COUNT = 10; // npm run bench:sleepers has 10,000

test("many that sleep at once are reminded and, decided twice in two ways, end as the first decision says", async () => {
  const figures = await sleepers(COUNT, Math.random);
  expect(figures).toMatchObject({
    asleepAtOnce: COUNT,
    decisionsTaken: COUNT,
    ended: COUNT,
    cards: COUNT,
    wrong: 0,
    invocations: 3 * COUNT,
  });
  expect(figures.lines).toBe(2 * COUNT); // reminded and decided
  expect(figures.mails).toBe(2 * COUNT + figures.verified);
});
