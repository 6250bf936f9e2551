import { availableParallelism, loadavg } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Measured, measureEngines } from "./measure.ts";

const USAGE = `Measures the engine, and others beside it in the same run; prints a table.

  npm run bench -w durable-lambda-local -- [--peers DIR] [--only ours,restate,dbos] [--runs 3] [--counts 200,2000]

  --peers    where bench/peers/install.ts has installed Restate and DBOS
  --only     the engines to run: ours, ours-http (its function checkpoints over HTTP), ours-normal (which does not wait for the
             disk), restate, dbos
  --counts   how many onboardings wait for their decision at once, one number after another`;

const { values } = parseArgs({
  options: {
    peers: { type: "string" },
    only: { type: "string" },
    runs: { type: "string", default: "3" },
    counts: { type: "string", default: "200,2000" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit();
}
const names = values.only?.split(",") ?? (values.peers === undefined ? ["ours"] : ["ours", "restate", "dbos"]);
const counts = values.counts.split(",").map(Number);
const load = loadavg()[0]?.toFixed(1);
const measured = await measureEngines(names, Number(values.runs), counts, values.peers && resolve(values.peers));
const engines = Object.values(measured);
const row = (title: string, of: (engine: Measured) => string) => `| ${[title, ...engines.map(of)].join(" | ")} |`;
const lines = [
  row("", ({ version }) => version),
  `|---|${engines.map(() => "---|").join("")}`,
  row("ready", ({ readySeconds }) => `${readySeconds.toFixed(2)} s`),
  row("decision → welcome, p50", ({ p50 }) => `${p50.toFixed(1)} ms`),
  row("decision → welcome, p95", ({ p95 }) => `${p95.toFixed(1)} ms`),
  row("decided at once, p50", ({ atOnceP50 }) => `${atOnceP50.toFixed(1)} ms`),
  row("decided at once, p95", ({ atOnceP95 }) => `${atOnceP95.toFixed(1)} ms`),
  ...counts.map((count) =>
    row(
      `${count.toLocaleString("en")} onboardings`,
      ({ perSecond }) => `${Math.round(perSecond[count] ?? Number.NaN)} /s`,
    ),
  ),
  ...counts.map((count) =>
    row(
      `processor time of each of ${count.toLocaleString("en")}`,
      ({ processor }) => `${(processor[count] ?? Number.NaN).toFixed(1)} ms`,
    ),
  ),
  row("memory at its peak", ({ megabytes }) => `${Math.round(megabytes)} MB`),
];
console.log(lines.join("\n"));
const [day] = new Date().toISOString().split("T");
console.log(
  `\nMedians of ${values.runs} runs on ${day}: Node.js ${process.versions.node}, ${availableParallelism()} cores, load ${load} as they began.`,
);
