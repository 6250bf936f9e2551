import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import type { Readable } from "node:stream";
import type { Synchronous } from "../../local/store.ts";
import { driver } from "./driver.ts";
import type { Usage } from "./service.ts";

// npm run bench:engine: medians of several runs, each of a fresh process on a fresh database.

const RUNS = Number(process.env["RUNS"] ?? 5);
const IN_FLIGHT = 64;
const LATENCIES = 200;
const SLEEP_MILLISECONDS = 20; // by then the function has gone to sleep

type Driver = ReturnType<typeof driver>;

const runs = { normal: [] as Measured[], full: [] as Measured[] };
for (let run = 0; run < RUNS; run += 1) {
  runs.normal.push(await measure("normal"));
  runs.full.push(await measure("full"));
}
console.table({
  "here, synchronous = normal": medians(runs.normal),
  "here, synchronous = full": medians(runs.full),
  "Restate 1.7": { "2000: per s": 337, "p50 ms": 6.4, "ready s": 0.39 },
  "DBOS on PostgreSQL": { "2000: per s": 162, "p50 ms": 5.4, "ready s": 1.2 },
});
console.log(
  `Medians of ${RUNS} runs, load ${loadavg()[0]}. The others: medians from the same machine, unloaded, at another time.`,
);

type Measured = Awaited<ReturnType<typeof measure>>;

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

function medians(measured: Measured[]): Record<string, number> {
  const names = Object.keys(measured[0] ?? {}) as (keyof Measured)[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      rounded(
        quantile(
          measured.map((each) => each[name]),
          0.5,
        ),
      ),
    ]),
  );
}

function quantile(values: number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
