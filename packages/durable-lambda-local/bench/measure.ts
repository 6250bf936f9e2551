import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import type { Readable } from "node:stream";
import type { Synchronous } from "../src/store/sqlite.ts";
import { driver } from "./driver.ts";
import { quantile } from "./quantile.ts";
import type { Usage } from "./service.ts";

const IN_FLIGHT = 64;
const LATENCIES = 200;
const SLEEP_MILLISECONDS = 20; // by then the function has gone to sleep

type Driver = ReturnType<typeof driver>;

/** What one run measured, or the medians of several. */
export type Measured = Awaited<ReturnType<typeof measure>>;

/** Medians of several runs, each of a fresh process on a fresh database, by when a commit waits for the disk. */
export async function measureEngine(runs: number): Promise<Record<Synchronous, Measured>> {
  const measured = { normal: [] as Measured[], full: [] as Measured[] };
  for (let run = 0; run < runs; run += 1) {
    measured.normal.push(await measure("normal"));
    measured.full.push(await measure("full"));
  }
  return { normal: medians(measured.normal), full: medians(measured.full) };
}

/** One run: ready, 200 and 2,000 onboardings with 64 in flight, then the latency of single ones, then the peak memory. */
async function measure(synchronous: Synchronous) {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const begun = performance.now();
  const service = fork(new URL("service.ts", import.meta.url), [join(folder, "lambda.db"), synchronous], {
    execArgv: [],
    stdio: ["inherit", "inherit", "inherit", "ipc", "pipe"],
  });
  try {
    const outside = driver(await told<string>(service), service.stdio[4] as Readable);
    const ready = (performance.now() - begun) / 1000;
    await onboard(outside, "warm-up");
    const small = await throughput(outside, "small", 200);
    const before = await usage(service);
    const large = await throughput(outside, "large", 2000);
    const after = await usage(service);
    const latencies = await sequence(outside);
    return {
      "200: per s": small,
      "2000: per s": large,
      "p50 ms": quantile(latencies, 0.5),
      "p95 ms": quantile(latencies, 0.95),
      "ready s": ready,
      "CPU ms each": (after.cpuMilliseconds - before.cpuMilliseconds) / 2000,
      "peak MB": (await usage(service)).peakMegabytes,
    };
  } finally {
    service.kill("SIGKILL");
    await once(service, "exit");
    rmSync(folder, { recursive: true });
  }
}

async function usage(service: ChildProcess): Promise<Usage> {
  service.send("usage");
  return await told<Usage>(service);
}

async function told<T>(service: ChildProcess): Promise<T> {
  const [message] = (await once(service, "message")) as [T];
  return message;
}

/** One onboarding from its start to its welcome; gives the milliseconds from the decision on. */
async function onboard(outside: Driver, user: string, rest = 0): Promise<number> {
  const callbackId = await outside.start(user);
  await pass(rest);
  return await outside.decide(user, callbackId);
}

/** Onboardings per second. */
async function throughput(outside: Driver, name: string, count: number): Promise<number> {
  const begun = performance.now();
  let next = 0;
  const lane = async () => {
    while (next < count) {
      next += 1;
      await onboard(outside, `${name}-${next}`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return (count / (performance.now() - begun)) * 1000;
}

/** From the decision to the welcome, one onboarding after another. */
async function sequence(outside: Driver): Promise<number[]> {
  const latencies: number[] = [];
  for (let index = 0; index < LATENCIES; index += 1) {
    latencies.push(await onboard(outside, `single-${index}`, SLEEP_MILLISECONDS));
  }
  return latencies;
}

function medians(measured: Measured[]): Measured {
  const names = Object.keys(measured[0] ?? {}) as (keyof Measured)[];
  const middle = (name: keyof Measured) =>
    Number(
      quantile(
        measured.map((each) => each[name]),
        0.5,
      ).toPrecision(3),
    );
  return Object.fromEntries(names.map((name) => [name, middle(name)])) as Measured;
}
