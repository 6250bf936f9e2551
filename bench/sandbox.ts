import { cpus, loadavg } from "node:os";
import { sandboxFigures } from "./sandbox/waits.ts";

// npm run bench:sandbox -- 1300: so many onboardings asleep, users at /verify and admins who press, with no page open and in two browsers.
// BENCH_CPU_PROF=folder keeps a profile of the stack's threads there.

const LEAST = 200;
const asleep = Number(process.argv[2] ?? 200);
if (!(asleep >= LEAST)) {
  throw new Error(`Let at least ${LEAST} sleep: so many users open their link.`);
}
const load = loadavg()[0]?.toFixed(1);
for (const { figure, measured, yardstick } of await sandboxFigures(asleep)) {
  console.log(`${figure}: ${measured} (${yardstick})`);
}
console.log(`On ${cpus().length} cores, Node.js ${process.versions.node}, load ${load} as it began.`);
