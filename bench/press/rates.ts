import { LambdaClient } from "@aws-sdk/client-lambda";
import { setTimeout as pass } from "node:timers/promises";
import { awsClientConfig } from "../../local/credentials.ts";
import { startStack, type Stack, type StackOptions } from "../../local/stack.ts";
import type { Figure } from "../figure.ts";
import { spread } from "./in-flight.ts";
import { pendingCards } from "./pending-cards.ts";

const WARM_UP = 5;
const RATES = [2, 10, 20];
const LOOK_MILLISECONDS = 250;
const PATIENCE_MILLISECONDS = 60_000;

/**
 * Presses through the whole local stack at several rates. For each rate: the time from when a press was due until its answer, how many
 * decided, and what each press and its activation cost the one thread that all stand-ins share.
 */
export async function rateFigures(presses = 60, options: StackOptions = {}): Promise<Figure[]> {
  const stack = await startStack({ log: () => undefined, slackTimeoutMilliseconds: PATIENCE_MILLISECONDS, ...options });
  const lambda = new LambdaClient(awsClientConfig(stack.urls.lambda));
  try {
    const warmUp = await pressed(stack, await pendingCards(stack, lambda, Math.min(WARM_UP, presses), "warm-up"), 2);
    if (warmUp.decided === 0) {
      throw new Error("No press was answered that it verified. Are these still the words?");
    }
    const figures: Figure[] = [];
    for (const rate of RATES) {
      const { times, decided, processor } = await pressed(
        stack,
        await pendingCards(stack, lambda, presses, `at-${rate}`),
        rate,
      );
      figures.push({
        figure: `press in Slack → answered, ${rate} a second, whole local stack`,
        measured: `${spread(times)}; ${decided} of ${presses} decided; ${processor.toFixed(0)} ms of processor each in the stand-ins' thread`,
        yardstick: "",
        goal: "reported",
      });
    }
    return figures;
  } finally {
    lambda.destroy();
    await stack.close();
  }
}

async function pressed(stack: Stack, cards: readonly string[], rate: number) {
  const before = stack.slack.ephemerals("U0ADMIN").length;
  const used = process.threadCpuUsage();
  const begun = performance.now();
  const times = await Promise.all(
    cards.map(async (ts, n) => {
      const due = begun + (n * 1000) / rate;
      await pass(Math.max(0, due - performance.now()));
      await stack.slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
      return performance.now() - due;
    }),
  );
  await closed(stack, cards);
  const { user, system } = process.threadCpuUsage(used);
  const said = stack.slack.ephemerals("U0ADMIN").slice(before);
  const processor = (user + system) / 1000 / cards.length;
  return { times, processor, decided: said.filter(({ text }) => text?.startsWith("You verified")).length };
}

/** Resolves when every card says how its onboarding ended. */
async function closed(stack: Stack, cards: readonly string[]): Promise<void> {
  const isOpen = () =>
    stack.slack
      .messages()
      .some(({ ts, blocks = [] }) => cards.includes(ts) && blocks.some(({ type }) => type === "actions"));
  while (isOpen()) {
    await pass(LOOK_MILLISECONDS);
  }
}
