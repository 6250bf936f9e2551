import { cpus, loadavg } from "node:os";
import { answeredFigure } from "./press/answered.ts";
import { rateFigures } from "./press/rates.ts";

// npm run bench:presses -- 60: the function by itself, then as many presses at each rate through the whole local stack.

const presses = Number(process.argv[2] ?? 60);
const load = loadavg()[0]?.toFixed(1);
for (const { figure, measured, yardstick } of [await answeredFigure(), ...(await rateFigures(presses))]) {
  console.log(`${figure}: ${measured}${yardstick && ` (${yardstick})`}`);
}
console.log(`On ${cpus().length} cores, Node.js ${process.versions.node}, load ${load} as it began.`);
