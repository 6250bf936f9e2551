import { loadavg } from "node:os";
import { measureEngine } from "./measure.ts";
import { OTHERS } from "./others.ts";

// npm run bench:engine
const RUNS = Number(process.env["RUNS"] ?? 5);
const { normal, full } = await measureEngine(RUNS);
console.table({ "here, synchronous = normal": normal, "here, synchronous = full": full, ...OTHERS });
console.log(
  `Medians of ${RUNS} runs, load ${loadavg()[0]}. The others: medians from the same machine, unloaded, at another time.`,
);
