import { setTimeout } from "node:timers/promises";
import { LOCAL } from "../../local/address.ts";
import type { Gate } from "./border.ts";
import { begin, type Case } from "./drive.ts";
import { OUTCOMES } from "./outcomes.ts";
import { startWorld, type World } from "./world.ts";

/** What came of many onboardings that were asked for within one second, in seconds since then unless named otherwise. */
export interface BurstFigures {
  cards: number;
  /** How far a card stands from its place in the order in which they were asked for, at most. */
  mostPlacesOff: number;
  /** Cards that are not in the order of their slots, which is the one in which DynamoDB reserved them. */
  outOfOrder: number;
  lastMailSeconds: number;
  lastCardSeconds: number;
  /** Calls that Slack refused because there were too many. */
  refused: number;
  invocationsEach: number;
  operationsEach: number;
  /** Executions that have not failed or timed out: they wait for their decision. */
  waiting: number;
}

/**
 * Asks for `count` onboardings within one second, with Slack's limit of one message a second, and lets time pass. A pause
 * between them gives one machine the time that it takes for what as many sandboxes do at once.
 */
export async function burst(count: number, pauseMilliseconds = 0): Promise<BurstFigures> {
  const [outcome] = OUTCOMES;
  let refused = 0;
  const slots = new Map<string, number>();
  const gate: Gate = async ({ vendor, step, invocation }, carryOut) => {
    const answer = await carryOut();
    if (vendor === "dynamodb" && step === "post-to-slack") {
      slots.set(invocation.execution, reservedIn(answer));
    }
    refused += answer instanceof Response && answer.status === 429 ? 1 : 0;
    return answer;
  };
  const world = await startWorld({ ...outcome.spans, gapMilliseconds: 1_000, gate });
  world.slack.limitRate(true);
  const asked = world.now().getTime();
  const since = (ts: number) => Math.round(ts - asked / 1000);
  const cases: Case[] = [];
  for (let index = 0; index < count; index += 1) {
    cases.push(await begin(world, { ...outcome, decision: undefined }));
    world.engine.advance(1 / count);
    await setTimeout(pauseMilliseconds);
  }
  await quiet(world);

  const messages = world.slack.messages(LOCAL.channel);
  const cards = messages.filter(({ thread_ts }) => thread_ts === undefined);
  const placeOf = ({ email }: Case) => cards.findIndex(({ text }) => text.includes(email));
  const slotOf = ({ arn }: Case) => slots.get(arn) ?? 0;
  const bySlot = cases.toSorted((one, other) => slotOf(one) - slotOf(other));
  const { invocations } = world.counts;
  const steps = cases.flatMap(({ arn }) => world.operations(arn));
  const figures = {
    cards: cards.length,
    mostPlacesOff: Math.max(...cases.map((each, index) => Math.abs(placeOf(each) - index))),
    outOfOrder: bySlot.filter((each, index) => placeOf(each) !== index).length,
    lastMailSeconds: Math.max(...world.mails.map(({ at }) => since(at.getTime() / 1000))),
    lastCardSeconds: since(Number(cards.at(-1)?.ts)),
    refused,
    invocationsEach: invocations / count,
    operationsEach: 1 + steps.reduce((sum, { attempt }) => sum + (attempt ?? 1), 0) / count,
    waiting: cases.filter(({ arn }) => world.execution(arn)?.status === "RUNNING").length,
  };
  await world.close();
  return figures;
}

/** Up to when slots are reserved, as DynamoDB answers. */
function reservedIn(answer: unknown): number {
  const { output } = answer as { output: { Attributes?: { reserved?: number } } };
  return output.Attributes?.reserved ?? 0;
}

/** Lets time pass until nobody waits for anything but a decision. */
async function quiet(world: World): Promise<void> {
  await world.idle();
  while (world.hasRetries()) {
    await world.next();
  }
}
