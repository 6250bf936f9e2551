import { expect, test } from "vitest";
import { rateFigures } from "../../bench/press/rates.ts";
import { fromBundle } from "../../testkit/functions.ts";

test("the press benchmark gets cards to press, and reports every rate", async () => {
  const figures = await rateFigures(1, { change: fromBundle });
  expect(figures.map(({ figure }) => figure)).toEqual(
    [2, 10, 20].map((rate) => `press in Slack → answered, ${rate} a second, whole local stack`),
  );
  for (const { measured } of figures) {
    expect(measured).toMatch(/^p50 .+ of 1 decided; \d+ ms of processor each in the stand-ins' thread$/u);
  }
});
