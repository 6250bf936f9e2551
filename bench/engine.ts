import type { Figure } from "./figure.ts";
import { measureEngine } from "../packages/durable-lambda-local/bench/measure.ts";

const RUNS = 5;

/** The bare durable Lambda with in-memory steps, on a database file. */
export async function engineFigures(): Promise<Figure[]> {
  const { normal } = await measureEngine(RUNS);
  const reported = { yardstick: "", goal: "reported" };
  return [
    { figure: "engine: onboardings, 2,000 at 64 in flight", measured: `${normal["2000: per s"]} /s`, ...reported },
    { figure: "engine: decision → welcome, p50", measured: `${normal["p50 ms"]} ms`, ...reported },
    { figure: "engine: ready", measured: `${normal["ready s"]} s`, ...reported },
    {
      figure: "engine: decision → welcome, p95; 200 at 64 in flight; peak memory",
      measured: `${normal["p95 ms"]} ms; ${normal["200: per s"]} /s; ${normal["peak MB"]} MB`,
      ...reported,
    },
  ];
}
