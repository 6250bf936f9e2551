import { ample } from "../fakes.ts";
import { performance } from "node:perf_hooks";
import { LOCAL } from "../../local/address.ts";
import type { UserStatus } from "../../src/domain/user.ts";
import { begin, type Case } from "./drive.ts";
import { endOf } from "./end.ts";
import { OUTCOMES } from "./outcomes.ts";
import { startWorld, type World } from "./world.ts";

const AT_A_TIME = 100;
const DAY_SECONDS = 86_400;
const SPANS = { windowSeconds: 7 * DAY_SECONDS, reminders: [DAY_SECONDS], gapMilliseconds: 0 };

/** What came of many onboardings that slept at once; times are this machine's. */
export interface SleeperFigures {
  asleepAtOnce: number;
  startSeconds: number;
  remindSeconds: number;
  decideSeconds: number;
  /** Of this process while all of them slept. */
  residentMegabytes: number;
  invocations: number;
  /** Every onboarding was decided twice at once: by mail and, otherwise, in Slack. */
  decisionsTaken: number;
  ended: number;
  mails: number;
  cards: number;
  lines: number;
  /** Onboardings that let the user in. */
  verified: number;
  /** Onboardings whose profile, card or execution is not as the decision that was taken. */
  wrong: number;
}

/** Starts `count` onboardings, lets all sleep, reminds all, and decides about each twice at once, in an order drawn by `random`. */
export async function sleepers(count: number, random: () => number): Promise<SleeperFigures> {
  const [outcome] = OUTCOMES;
  const world = await startWorld(SPANS);
  const cases: Case[] = [];
  const startSeconds = await timed(async () => {
    for (let index = 0; index < count; index += 1) {
      cases.push(await begin(world, { ...outcome, requested: false }));
      await (index % AT_A_TIME === 0 ? world.idle() : undefined);
    }
    await world.idle();
  });
  const asleepAtOnce = cases.filter(({ arn }) => world.execution(arn)?.phase === "asleep").length;
  const residentMegabytes = Math.round(process.memoryUsage.rss() / 2 ** 20);
  const remindSeconds = await timed(() => world.next());

  let taken = 0;
  let verified = 0;
  let wrong = 0;
  const decideSeconds = await timed(async () => {
    const order = cases.map((each) => ({ each, at: random() })).toSorted((one, other) => one.at - other.at);
    for (let index = 0; index < count; index += AT_A_TIME) {
      const some = order.slice(index, index + AT_A_TIME).map(({ each }) => each);
      const ends = await Promise.all(some.map((each) => decideTwice(world, each, random() < 0.5)));
      await world.idle();
      const right = await Promise.all(some.map((each, at) => stands(world, each, ends[at] ?? [])));
      taken += ends.flat().length;
      verified += ends.flat().filter((end) => end === "ACTIVE").length;
      wrong += right.filter((is) => !is).length;
    }
  });

  const messages = world.slack.messages(LOCAL.channel);
  const cards = messages.filter(({ thread_ts }) => thread_ts === undefined).length;
  const figures = {
    asleepAtOnce,
    startSeconds,
    remindSeconds,
    decideSeconds,
    residentMegabytes,
    invocations: world.counts.invocations,
    decisionsTaken: taken,
    ended: cases.filter(({ arn }) => world.execution(arn)?.status === "SUCCEEDED").length,
    mails: world.mails.length,
    cards,
    lines: messages.length - cards,
    verified,
    wrong,
  };
  await world.close();
  return figures;
}

/** Verifies by mail and rejects in Slack at the same time; says how the decisions that were taken end it. */
async function decideTwice(world: World, { userId }: Case, mailFirst: boolean): Promise<UserStatus[]> {
  const { callbackId = "" } = (await world.users.find(userId)) ?? {};
  const at = world.now().toISOString();
  const byMail = async () =>
    (await world.decisions.deliver(callbackId, { outcome: "verified", source: "email", at }, ample()))
      ? "ACTIVE"
      : undefined;
  const inSlack = async () =>
    (await world.decisions.deliver(callbackId, { outcome: "rejected", source: "slack", by: "U0ADMIN", at }, ample()))
      ? "REJECTED"
      : undefined;
  const ends = await Promise.all((mailFirst ? [byMail, inSlack] : [inSlack, byMail]).map((decide) => decide()));
  return ends.filter((end) => end !== undefined);
}

/** Whether what stands is what the one decision that was taken makes of it. */
async function stands(world: World, each: Case, [end, ...others]: readonly UserStatus[]): Promise<boolean> {
  const { execution, profile, holdsAddress, card } = await endOf(world, each);
  return (
    others.length === 0 &&
    execution === "SUCCEEDED" &&
    profile === end &&
    holdsAddress === (end === "ACTIVE") &&
    card?.hasControls === false
  );
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return Math.round(performance.now() - started) / 1000;
}
