import { LambdaClient } from "@aws-sdk/client-lambda";
import { setTimeout as pass } from "node:timers/promises";
import { awsClientConfig } from "../../local/credentials.ts";
import { type Browser, launchBrowser } from "../../testkit/browser.ts";
import { milliseconds } from "../figure.ts";
import { quantile } from "../../packages/durable-lambda-local/bench/quantile.ts";
import { pendingCards } from "../press/pending-cards.ts";
import { type Running, startedStack } from "./started-stack.ts";

const PAGES = 2;
const ROUNDS = 8; // without and with pages by turns, since a machine has more to do at one time than at another
const A_SECOND = 5;
const OPENING_MILLISECONDS = 3000; // pages that are open, not pages that load
const MOST_RATIO = 1.5;

/** What users at /verify wait for, with no page open and with two. */
export async function verifyFigures(onboardings: number) {
  await using stack = await startedStack();
  const links = await pendingLinks(stack, onboardings);
  await using browser = await opened();
  const unwatched: Times = { get: [], post: [] };
  const watched: Times = { get: [], post: [] };
  await visit(links.splice(0, ROUNDS), unwatched);
  unwatched.get.length = unwatched.post.length = 0; // no cold start is among them
  const share = Math.floor(links.length / ROUNDS);
  for (let round = 0; round < ROUNDS; round += 1) {
    const some = links.splice(0, share);
    if (round % 2 === 0) {
      await visit(some, unwatched);
    } else {
      const pages = await openPages(browser.browser, stack);
      await visit(some, watched);
      await Promise.all(pages.map((page) => page.close()));
    }
  }
  return [row("GET /verify", unwatched.get, watched.get), row("POST /verify", unwatched.post, watched.post)];
}

interface Times {
  get: number[];
  post: number[];
}

function row(request: string, unwatched: number[], watched: number[]) {
  const ratio = quantile(watched, 0.95) / quantile(unwatched, 0.95);
  return {
    request,
    "no page: p50": milliseconds(quantile(unwatched, 0.5)),
    p95: milliseconds(quantile(unwatched, 0.95)),
    [`${PAGES} pages: p50`]: milliseconds(quantile(watched, 0.5)),
    "p95 ": milliseconds(quantile(watched, 0.95)),
    [`ratio, at most ${MOST_RATIO}`]: ratio.toFixed(2),
  };
}

/** Opens links at a steady rate and confirms each; counts from the moment at which a request was due. */
async function visit(links: readonly string[], times: Times): Promise<void> {
  const begun = performance.now();
  await Promise.all(
    links.map(async (link, index) => {
      const due = begun + (index * 1000) / A_SECOND;
      await pass(Math.max(0, due - performance.now()));
      await answered(due, link, times.get);
      const url = new URL(link);
      const body = new URLSearchParams({ token: url.searchParams.get("token") ?? "" });
      await answered(performance.now(), new URL("?", url), times.post, { method: "POST", body });
    }),
  );
}

async function answered(since: number, url: string | URL, times: number[], init?: RequestInit): Promise<void> {
  const response = await fetch(url, init);
  const text = await response.text();
  times.push(performance.now() - since);
  if (!response.ok) {
    throw new Error(`/verify answered with status ${response.status}: ${text.slice(0, 200)}`);
  }
}

async function pendingLinks({ urls }: Running, count: number): Promise<string[]> {
  const lambda = new LambdaClient(awsClientConfig(urls.lambda));
  await pendingCards({ urls }, lambda, count);
  lambda.destroy();
  const store = await (await fetch(`${urls.mail}/store`)).text();
  return [...new Set(store.match(/http:\/\/127[^\s"<>\\]+token=[\w.-]+/gu))];
}

async function opened() {
  const browser = await launchBrowser();
  return { browser, [Symbol.asyncDispose]: () => browser.close() };
}

/** As people have them open: the sandbox, with Slack in it. */
async function openPages(browser: Browser, { urls }: Running) {
  const pages = await Promise.all(Array.from({ length: PAGES }, () => browser.newPage()));
  await Promise.all(pages.map((page) => page.goto(urls.service)));
  await pass(OPENING_MILLISECONDS);
  return pages;
}
