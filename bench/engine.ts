import type { Figure } from "./figure.ts";
import { measureEngines } from "../packages/durable-lambda-local/bench/measure.ts";

const RUNS = 5;
const [FEW, MANY] = [200, 2000];
const NAME = "ours-normal"; // as the sandbox runs it

/** The bare durable Lambda with in-memory steps, on a database file. */
export async function engineFigures(): Promise<Figure[]> {
  const { [NAME]: engine } = await measureEngines([NAME], RUNS, [FEW, MANY]);
  if (!engine) {
    throw new Error("The engine was not measured.");
  }
  const { perSecond, p50, p95, readySeconds, megabytes } = engine;
  const reported = { yardstick: "", goal: "reported" };
  const rate = (count: number) => `${Math.round(perSecond[count] ?? Number.NaN)} /s`;
  return [
    { figure: "engine: onboardings, 2,000 at 64 in flight", measured: rate(MANY), ...reported },
    { figure: "engine: decision → welcome, p50", measured: `${p50.toFixed(2)} ms`, ...reported },
    { figure: "engine: ready", measured: `${readySeconds.toFixed(2)} s`, ...reported },
    {
      figure: "engine: decision → welcome, p95; 200 at 64 in flight; peak memory with the driver",
      measured: `${p95.toFixed(1)} ms; ${rate(FEW)}; ${Math.round(megabytes)} MB`,
      ...reported,
    },
  ];
}
