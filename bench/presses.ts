import { cpus, loadavg } from "node:os";
import { answeredFigure } from "./press/answered.ts";
import { rateFigures } from "./press/rates.ts";
import { wholeStackFigures } from "./press/whole-stack.ts";

// npm run bench:presses -- 60: the function by itself, then the whole local stack: with five in flight, and with as many
// presses at each rate.

const presses = Number(process.argv[2] ?? 60);
const load = loadavg()[0]?.toFixed(1);
const figures = [await answeredFigure(), ...(await wholeStackFigures()), ...(await rateFigures(presses))];
for (const { figure, measured, yardstick } of figures) {
  console.log(`${figure}: ${measured}${yardstick && ` (${yardstick})`}`);
}
console.log(`On ${cpus().length} cores, Node.js ${process.versions.node}, load ${load} as it began.`);
