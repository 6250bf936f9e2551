import { LambdaClient } from "@aws-sdk/client-lambda";
import { setTimeout as pass } from "node:timers/promises";
import { awsClientConfig } from "../../local/credentials.ts";
import { type Browser, launchBrowser } from "../../testkit/browser.ts";
import { milliseconds } from "../figure.ts";
import { quantile } from "../../packages/durable-lambda-local/bench/quantile.ts";
import { pendingCards } from "../press/pending-cards.ts";
import { confirm, openLink, press } from "./requests.ts";
import { type Running, startedStack } from "./started-stack.ts";

const BROWSERS = 2;
const ROUNDS = 8; // without and with pages by turns, since a machine has more to do at one time than at another
const VISITS = { count: 24, aSecond: 5 };
const PRESSES = { count: 12, aSecond: 2 };
const OPENING_MILLISECONDS = 3000; // pages that are open, not pages that load
const REST_MILLISECONDS = 1000; // in which pages ask for the last change
const MOST_RATIO = 1.5;

/** What people wait for with so many onboardings asleep, and what it takes of the thread that serves them all. */
export async function sandboxWaits(asleep: number) {
  await using stack = await startedStack();
  await using opened = new AsyncDisposableStack();
  const { links, cards } = await pending(stack, asleep);
  const browsers: Browser[] = [];
  for (let count = 0; count < BROWSERS; count += 1) {
    browsers.push(opened.adopt(await launchBrowser(), (browser) => browser.close()));
  }
  await measured(stack, links.splice(0, 8), cards.splice(-8)); // so that no cold start counts
  const rounds = { unwatched: [] as Round[], watched: [] as Round[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const isWatched = round % 2 === 1;
    const pages = isWatched ? await Promise.all(browsers.map((browser) => openPage(browser, stack))) : [];
    await pass(OPENING_MILLISECONDS);
    const some = [links.splice(0, VISITS.count), cards.splice(-PRESSES.count)] as const;
    rounds[isWatched ? "watched" : "unwatched"].push(await measured(stack, ...some));
    await Promise.all(pages.map((page) => page.close()));
  }
  return [
    waits("GET /verify", rounds, ({ visits }) => visits.get),
    waits("POST /verify", rounds, ({ visits }) => visits.post),
    waits("press → answered", rounds, ({ presses }) => presses.answered),
    waits("press → the card shows the outcome", rounds, ({ presses }) => presses.shown),
    serving("each visit: the serving thread", rounds, ({ visits }) => visits.serving),
    serving("each press: the serving thread", rounds, ({ presses }) => presses.serving),
  ];
}

type Round = Awaited<ReturnType<typeof measured>>;
interface Rounds {
  unwatched: readonly Round[];
  watched: readonly Round[];
}

function waits(figure: string, { unwatched, watched }: Rounds, times: (round: Round) => number[]) {
  const [without, within] = [unwatched.flatMap(times), watched.flatMap(times)];
  return row(figure, spread(without), spread(within), quantile(within, 0.95) / quantile(without, 0.95));
}

function serving(figure: string, { unwatched, watched }: Rounds, used: (round: Round) => number) {
  const mean = (rounds: readonly Round[]) => rounds.reduce((sum, round) => sum + used(round), 0) / rounds.length;
  const [without, within] = [mean(unwatched), mean(watched)];
  return row(figure, milliseconds(without), milliseconds(within), within / without);
}

function row(figure: string, without: string, within: string, ratio: number) {
  return { figure, "no page": without, [`${BROWSERS} pages`]: within, ratio: ratio.toFixed(2), goal: MOST_RATIO };
}

const spread = (times: number[]) =>
  `p50 ${milliseconds(quantile(times, 0.5))}, p95 ${milliseconds(quantile(times, 0.95))}`;

/** First users who open their link and confirm, then admins who press Verify in Slack, each at a steady rate. */
async function measured(stack: Running, links: readonly string[], cards: readonly string[]) {
  const visits = { get: [] as number[], post: [] as number[], serving: 0 };
  visits.serving = await servingEach(stack, links, VISITS.aSecond, async (due, link) => {
    visits.get.push(await openLink(due, link));
    visits.post.push(await confirm(link));
  });
  const presses = { answered: [] as number[], shown: [] as number[], serving: 0 };
  presses.serving = await servingEach(stack, cards, PRESSES.aSecond, async (due, ts) => {
    const { answered, shown } = await press(stack.urls.slack, due, ts);
    presses.answered.push(answered);
    presses.shown.push(shown);
  });
  return { visits, presses };
}

/** Works at a steady rate, and returns the milliseconds of processor time that each took of the thread that serves. */
async function servingEach(
  stack: Running,
  items: readonly string[],
  aSecond: number,
  work: (due: number, item: string) => Promise<void>,
): Promise<number> {
  const [begun, used] = [performance.now(), stack.servingMilliseconds()];
  await Promise.all(
    items.map(async (item, index) => {
      const due = begun + (index * 1000) / aSecond;
      await pass(Math.max(0, due - performance.now()));
      await work(due, item);
    }),
  );
  await pass(REST_MILLISECONDS);
  return (stack.servingMilliseconds() - used) / items.length;
}

/** The links of those asleep, and the newest cards, of as many more as are pressed. */
async function pending({ urls }: Running, asleep: number) {
  const lambda = new LambdaClient(awsClientConfig(urls.lambda));
  await pendingCards({ urls }, lambda, asleep);
  const store = await (await fetch(`${urls.mail}/store`)).text();
  const links = [...new Set(store.match(/http:\/\/127[^\s"<>\\]+token=[\w.-]+/gu))];
  const cards = await pendingCards({ urls }, lambda, (ROUNDS + 1) * PRESSES.count, "pressed");
  lambda.destroy();
  return { links, cards: cards.toSorted() };
}

/** As people have it open: the sandbox, with Slack in it. */
async function openPage(browser: Browser, { urls }: Running) {
  const page = await browser.newPage();
  await page.goto(urls.service);
  return page;
}
