import { describe, expect, test } from "vitest";
import { crashEngine } from "../../packages/durable-lambda-local/test/crash/crash.ts";
import { crashStack } from "./stack/crash.ts";

// A few kills; `npm run test:crash` does hundreds. A failure says the seed, which repeats the moments of the kills.
const seed = Date.now() % 1_000_000;

describe(`A kill -9 at any moment (seed ${seed})`, () => {
  test("of the durable Lambda loses and repeats nothing that was written down", async () => {
    expect((await crashEngine({ kills: 2, seed })).violations).toEqual([]);
  });

  test("of the whole stack leaves every onboarding to end once, with its mails sent and its card closed", async () => {
    expect((await crashStack({ kills: 1, seed })).violations).toEqual([]);
  });
});
