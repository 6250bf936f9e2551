import { LambdaClient } from "@aws-sdk/client-lambda";
import { setTimeout as pass } from "node:timers/promises";
import { awsClientConfig } from "../../local/credentials.ts";
import { type Browser, launchBrowser } from "../../testkit/browser.ts";
import { type Figure, milliseconds } from "../figure.ts";
import { quantile } from "../../packages/durable-lambda-local/bench/quantile.ts";
import { pendingCards } from "../press/pending-cards.ts";
import { confirm, openLink, press } from "./requests.ts";
import { type Running, type Serving, startedStack } from "./started-stack.ts";

const BROWSERS = 2;
const ROUNDS = 8; // without and with pages by turns, since a machine has more to do at one time than at another
const VISITS = { count: 24, aSecond: 5 };
const PRESSES = { count: 12, aSecond: 2 };
const OPENING_MILLISECONDS = 3000; // pages that are open, not pages that load
const REST_MILLISECONDS = 1000; // in which pages ask for the last change

/** What people wait for with so many onboardings asleep and two pages open, and what it takes of the thread that serves them all. */
export async function sandboxFigures(asleep = 1300): Promise<Figure[]> {
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
  const named = ({ figure, ...measures }: Figure): Figure => ({
    figure: `${figure}, ${asleep.toLocaleString("en")} asleep, ${BROWSERS} pages open (\`npm run bench:sandbox -- ${asleep}\`)`,
    ...measures,
  });
  return [
    waits("GET /verify", rounds, ({ visits }) => visits.get),
    waits("POST /verify", rounds, ({ visits }) => visits.post),
    waits("press in Slack → answered", rounds, ({ presses }) => presses.answered),
    waits("press in Slack → the card shows the outcome", rounds, ({ presses }) => presses.shown),
    serving(
      "processor time in the stand-ins' thread for each visit of /verify",
      rounds,
      ({ visits }) => visits.serving,
    ),
    serving("processor time in the stand-ins' thread for each press", rounds, ({ presses }) => presses.serving),
  ].map(named);
}

type Round = Awaited<ReturnType<typeof measured>>;
interface Rounds {
  unwatched: readonly Round[];
  watched: readonly Round[];
}

function waits(figure: string, { unwatched, watched }: Rounds, times: (round: Round) => number[]) {
  const [without, within] = [unwatched.flatMap(times), watched.flatMap(times)];
  const ratio = quantile(within, 0.95) / quantile(without, 0.95);
  return reported(figure, spread(within), `${spread(without)}; ${ratio.toFixed(2)} × p95`);
}

function serving(figure: string, { unwatched, watched }: Rounds, of: (round: Round) => Serving) {
  const mean = (rounds: readonly Round[], part: keyof Serving) =>
    milliseconds(rounds.reduce((sum, round) => sum + of(round)[part], 0) / rounds.length);
  const told = (rounds: readonly Round[]) =>
    `${mean(rounds, "ran")}, having waited ${mean(rounds, "waited")} for a processor`;
  return reported(figure, told(watched), told(unwatched));
}

function reported(figure: string, watched: string, unwatched: string): Figure {
  return { figure, measured: watched, yardstick: `no page open: ${unwatched}`, goal: "reported" };
}

const spread = (times: number[]) =>
  `p50 ${milliseconds(quantile(times, 0.5))}, p95 ${milliseconds(quantile(times, 0.95))}`;

/** First users who open their link and confirm, then admins who press Verify in Slack, each at a steady rate. */
async function measured(stack: Running, links: readonly string[], cards: readonly string[]) {
  const visits = { get: [] as number[], post: [] as number[] };
  const ofVisits = await servingEach(stack, links, VISITS.aSecond, async (due, link) => {
    visits.get.push(await openLink(due, link));
    visits.post.push(await confirm(link));
  });
  const presses = { answered: [] as number[], shown: [] as number[] };
  const ofPresses = await servingEach(stack, cards, PRESSES.aSecond, async (due, ts) => {
    const { answered, shown } = await press(stack.urls.slack, due, ts);
    presses.answered.push(answered);
    presses.shown.push(shown);
  });
  return { visits: { ...visits, serving: ofVisits }, presses: { ...presses, serving: ofPresses } };
}

/** Works at a steady rate, and returns what each took of the thread that serves. */
async function servingEach(
  stack: Running,
  items: readonly string[],
  aSecond: number,
  work: (due: number, item: string) => Promise<void>,
): Promise<Serving> {
  const [begun, before] = [performance.now(), stack.serving()];
  await Promise.all(
    items.map(async (item, index) => {
      const due = begun + (index * 1000) / aSecond;
      await pass(Math.max(0, due - performance.now()));
      await work(due, item);
    }),
  );
  await pass(REST_MILLISECONDS);
  const { ran, waited } = stack.serving();
  return { ran: (ran - before.ran) / items.length, waited: (waited - before.waited) / items.length };
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
