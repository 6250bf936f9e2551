import { ListDurableExecutionsByFunctionCommand } from "@aws-sdk/client-lambda";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LOCAL } from "../../local/address.ts";
import { plans, run, type Secrets } from "./leaks/run.ts";
import { startWorld } from "./leaks/world.ts";
import { outside } from "../../testkit/outside.ts";

/** How many onboardings are made: FC_RUNS, or few enough for every day. FC_SEED plans the same ones again. */
const RUNS = Number(process.env["FC_RUNS"] ?? 20);
const SEED = Number(process.env["FC_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const AT_A_TIME = 8;

/** Mulberry32: the same numbers for the same seed, from 0 up to 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state += 0x6d_2b_79_f5;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test("no log of random onboardings holds anything personal or secret, even where failing services quote it", async () => {
  const secrets: Secrets = new Set([LOCAL.botToken, LOCAL.signingSecret, LOCAL.linkSecret]);
  const world = await startWorld(randomFrom(SEED));
  const planned = fc
    .sample(plans, { numRuns: RUNS, seed: SEED })
    // A busy machine answers Slack too late to start anything; programs wait.
    .map((plan, number) => (number % 4 === 0 ? { ...plan, start: "program" as const } : plan))
    .entries();
  const worker = async () => {
    for (const [number, plan] of planned) {
      await run(world, plan, number, secrets);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  world.heal();
  await expectAllToEnd(world);
  await world.close();

  const mailed = [...world.mailed.join("").matchAll(/(?<=token=)[\w.-]+/gu)].map(([token]) => token);
  mailed.forEach((token) => secrets.add(token));
  const text = world.logs.join("");
  expect(
    [...secrets].filter((secret) => text.includes(secret)),
    `FC_SEED=${SEED}`,
  ).toEqual([]);
  // Nothing was found in something: the onboardings took place, and went wrong.
  expect(text).toContain('"onboarding started"');
  expect(mailed).not.toEqual([]);
  expect(world.faults()).toBeGreaterThan(0);
}, 1_200_000);

/** Lets a day go by, again and again, until every onboarding is over. */
async function expectAllToEnd(world: Awaited<ReturnType<typeof startWorld>>) {
  const running = new ListDurableExecutionsByFunctionCommand({
    FunctionName: LOCAL.functionName,
    Statuses: ["RUNNING"],
  });
  const count = async () => {
    world.advance(90_000);
    const { DurableExecutions = [] } = await outside(world).lambda.send(running);
    return DurableExecutions.length;
  };
  await expect.poll(count, { interval: 100, timeout: 60_000 }).toBe(0);
}
