import { expect, test } from "vitest";
import { burst } from "./world/burst.ts";

const COUNT = 25; // npm run bench:burst has 300

test("a burst into a channel that takes one message a second: every card in its turn, no mail late, nobody in vain", async () => {
  const figures = await burst(COUNT);
  expect(figures).toMatchObject({ cards: COUNT, outOfTurn: 0, refused: 0, waiting: COUNT });
  expect(figures.lastMailSeconds).toBeLessThanOrEqual(1);
  expect(figures.lastLineSeconds).toBeLessThanOrEqual(2 * COUNT);
  expect(figures.invocationsEach).toBeLessThanOrEqual(3); // who waits for a turn sleeps
});
