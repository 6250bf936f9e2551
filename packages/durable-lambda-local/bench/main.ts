import { loadavg } from "node:os";
import { measureEngine } from "./measure.ts";

// npm run bench:engine
const RUNS = Number(process.env["RUNS"] ?? 5);
const { normal, full } = await measureEngine(RUNS);
console.table({ "here, synchronous = normal": normal, "here, synchronous = full": full });
console.log(`Medians of ${RUNS} runs, load ${loadavg()[0]}.`);
