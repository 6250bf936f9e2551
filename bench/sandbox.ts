import { cpus, loadavg } from "node:os";
import { verifyFigures } from "./sandbox/verify.ts";

// npm run bench:sandbox -- 200: so many onboardings asleep, and their users at /verify, with no page open and with two.

const onboardings = Number(process.argv[2] ?? 200);
const load = loadavg()[0]?.toFixed(1);
console.table(await verifyFigures(onboardings));
console.log(`On ${cpus().length} cores, Node.js ${process.versions.node}, load ${load} as it began.`);
