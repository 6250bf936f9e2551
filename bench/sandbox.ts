import { cpus, loadavg } from "node:os";
import { sandboxWaits } from "./sandbox/waits.ts";

// npm run bench:sandbox -- 1300: so many onboardings asleep, users at /verify and admins who press, with no page open and in two browsers.

const asleep = Number(process.argv[2] ?? 200);
const load = loadavg()[0]?.toFixed(1);
console.table(await sandboxWaits(asleep));
console.log(`${asleep} asleep, ${cpus().length} cores, Node.js ${process.versions.node}, load ${load} as it began.`);
