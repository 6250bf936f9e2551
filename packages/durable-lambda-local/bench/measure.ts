import { fork } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quantile } from "./quantile.ts";
import type { Outcome, Report } from "./run.ts";
import { megabytes, processorMilliseconds } from "./usage.ts";

/** What one run of an engine measured, or the medians of several. */
export interface Measured extends Outcome {
  /** Processor milliseconds of each onboarding in all processes, by how many were started. */
  processor: Record<string, number>;
  /** At the peak, in all of the engine's processes and the driver's. */
  megabytes: number;
}

const SAMPLE_MS = 200;
const NODE_COMPILE_CACHE = join(tmpdir(), "node-compile-cache");

/** Runs the engines in turn, each in fresh processes on an empty store; gives the medians of each. */
export async function measureEngines(
  names: string[],
  runs: number,
  counts: number[],
  installed = "",
): Promise<Record<string, Measured>> {
  const measured = Map.groupBy(
    await inTurn(Array.from({ length: runs }, () => names).flat(), async (name) => ({
      name,
      run: await measure(name, counts, installed),
    })),
    ({ name }) => name,
  );
  return Object.fromEntries([...measured].map(([name, all]) => [name, medians(all.map(({ run }) => run))]));
}

async function measure(name: string, counts: number[], installed: string): Promise<Measured> {
  const child = fork(new URL("run.ts", import.meta.url), [name, installed, counts.join(",")], {
    execArgv: [],
    env: { ...process.env, NODE_COMPILE_CACHE }, // for every engine's program; the package's command does so by itself
  });
  const root = Number(child.pid);
  const phases: { phase: string; used: number }[] = [];
  let outcome: Outcome | undefined;
  let peak = 0;
  const exited = once(child, "exit");
  child.on("message", (report: Report) => {
    if ("done" in report) {
      outcome = report.done;
    } else {
      phases.push({ phase: report.phase, used: processorMilliseconds(root) });
    }
  });
  const sample = setInterval(() => {
    peak = Math.max(peak, megabytes(root));
  }, SAMPLE_MS);
  await exited;
  clearInterval(sample);
  if (!outcome) {
    throw new Error(`The run of ${name} failed.`);
  }
  const processor = Object.fromEntries(
    counts.map((count) => {
      const index = phases.findIndex(({ phase }) => phase === String(count));
      return [count, ((phases[index + 1]?.used ?? Number.NaN) - (phases[index]?.used ?? 0)) / count];
    }),
  );
  return { ...outcome, processor, megabytes: peak };
}

async function inTurn<Item, Result>(items: Item[], action: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) {
    results.push(await action(item));
  }
  return results;
}

function medians(runs: Measured[]): Measured {
  const middle = (of: (run: Measured) => number) => quantile(runs.map(of), 0.5);
  const byCount = (of: (run: Measured) => Record<string, number>) =>
    Object.fromEntries(
      Object.keys(runs[0]?.perSecond ?? {}).map((count) => [count, middle((run) => of(run)[count] ?? Number.NaN)]),
    );
  return {
    version: runs[0]?.version ?? "",
    readySeconds: middle((run) => run.readySeconds),
    p50: middle((run) => run.p50),
    p95: middle((run) => run.p95),
    atOnceP50: middle((run) => run.atOnceP50),
    atOnceP95: middle((run) => run.atOnceP95),
    perSecond: byCount((run) => run.perSecond),
    processor: byCount((run) => run.processor),
    megabytes: middle((run) => run.megabytes),
  };
}
