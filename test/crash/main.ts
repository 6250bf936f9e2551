import { parseArgs } from "node:util";
import { crashEngine } from "../../packages/durable-lambda-local/test/crash/crash.ts";
import { crashStack } from "./stack/crash.ts";
import { useRunFolder } from "../../testkit/run-folder.ts";
import { applyWhen, setup } from "../../testkit/when/apply.ts";

await applyWhen();
setup();
await useRunFolder();

// npm run test:crash -- --kills 300 --seed 7
const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "300" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed);
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  throw new Error("--kills takes a whole number above 0, and --seed a whole number.");
}

console.log(`Seed ${seed}. Killing the durable Lambda ${kills} times …`);
report(await crashEngine({ kills, seed }));
const fewer = Math.ceil(kills / 10);
console.log(`Killing the whole stack ${fewer} times …`);
report(await crashStack({ kills: fewer, seed }));

function report({ violations, ...counts }: { violations: string[]; [count: string]: unknown }): void {
  console.log(counts, violations.length === 0 ? "Everything is as it has to be." : violations);
  process.exitCode ||= violations.length === 0 ? 0 : 1;
}
