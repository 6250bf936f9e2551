import { memoryUsers, pendingUser } from "../../testkit/fakes.ts";
import { fakeDeps } from "../../testkit/slack/deps.ts";
import { memoryDecisions } from "../../testkit/slack/fakes.ts";
import { press, signed, SIGNING_SECRET } from "../../testkit/slack/requests.ts";
import { slackFunction } from "../../testkit/slack/service.ts";
import type { Figure } from "../figure.ts";
import { quantile } from "../../packages/durable-lambda-local/bench/quantile.ts";
import { bareBolt } from "./bare.ts";
import { inFlight, spread } from "./in-flight.ts";

const PRESSES = 5_000;
const ROUNDS = 5;
const IN_FLIGHT = 50;
const GOAL = 2;

/**
 * From a signed press to the function's answer, in one process, with 50 in flight. The services it calls answer from memory, so this
 * measures our code around Bolt, and not DynamoDB, Lambda and Slack, which a bare Bolt doesn't call.
 */
export async function answeredFigure(): Promise<Figure> {
  const slack = globalThis.fetch;
  globalThis.fetch = async () => new Response(); // Slack, accepting the private answers
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [ours, bare] = [await pressOurs(), await pressBare()];
    if (round > 0) {
      times.ours.push(...ours); // the first round warms up
      times.bare.push(...bare);
    }
  }
  globalThis.fetch = slack;
  const ratio = quantile(times.ours, 0.5) / quantile(times.bare, 0.5);
  return {
    figure: `press in Slack → answered, ${IN_FLIGHT} in flight, vendors in memory`,
    measured: spread(times.ours),
    yardstick: `a bare Bolt with an empty listener: ${spread(times.bare)}; ${ratio.toFixed(2)} × p50`,
    goal: `≤ ${GOAL} × p50`,
    ofGoal: ratio / GOAL,
  };
}

async function pressOurs(): Promise<number[]> {
  const users = memoryUsers();
  const events = Array.from({ length: PRESSES }, (_, n) => {
    users.all.set(`u-${n}`, pendingUser({ userId: `u-${n}`, callbackId: `callback-${n}` }));
    return signed(press("verify", { value: `u-${n}` }));
  });
  const decisions = memoryDecisions();
  const handle = slackFunction(fakeDeps({ users, decisions }));
  const times = await inFlight(IN_FLIGHT, events, async (event) => expectAnswered(await handle(event)));
  if (decisions.delivered.size !== PRESSES) {
    throw new Error(`${decisions.delivered.size} of ${PRESSES} presses decided.`);
  }
  return times;
}

async function pressBare(): Promise<number[]> {
  const handle = bareBolt(SIGNING_SECRET);
  const events = Array.from({ length: PRESSES }, (_, n) => signed(press("verify", { value: `u-${n}` })));
  return inFlight(IN_FLIGHT, events, async (event) => expectAnswered(await handle(event, undefined)));
}

function expectAnswered({ statusCode }: { statusCode: number }): void {
  if (statusCode !== 200) {
    throw new Error(`A press was answered with status ${statusCode}.`);
  }
}
