import type { Figure } from "./figure.ts";
import { measureEngine } from "../packages/durable-lambda-local/bench/measure.ts";
import { OTHERS } from "../packages/durable-lambda-local/bench/others.ts";

const RUNS = 5;
const restate = OTHERS["Restate 1.7"];
const dbos = OTHERS["DBOS on PostgreSQL"];

/** The bare durable Lambda with in-memory steps, on a database file, beside two other engines: ahead of both on every line. */
export async function engineFigures(): Promise<Figure[]> {
  const { normal } = await measureEngine(RUNS);
  const line = (figure: string, key: "2000: per s" | "p50 ms" | "ready s", unit: string): Figure => {
    const [here, one, other] = [normal[key], restate[key], dbos[key]];
    const isMore = key === "2000: per s"; // of which more is better
    return {
      figure,
      measured: `${here} ${unit}`,
      yardstick: `Restate 1.7: ${one} ${unit}; DBOS on PostgreSQL: ${other} ${unit}`,
      goal: "ahead of both",
      ofGoal: isMore ? Math.max(one, other) / here : here / Math.min(one, other),
    };
  };
  return [
    line("engine: onboardings, 2,000 at 64 in flight", "2000: per s", "/s"),
    line("engine: decision → welcome, p50", "p50 ms", "ms"),
    line("engine: ready", "ready s", "s"),
    {
      figure: "engine: decision → welcome, p95; 200 at 64 in flight; peak memory",
      measured: `${normal["p95 ms"]} ms; ${normal["200: per s"]} /s; ${normal["peak MB"]} MB`,
      yardstick: "",
      goal: "reported",
    },
  ];
}
