import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { bundleFigures } from "./bundles/bundles.ts";
import { commandFigures } from "./commands.ts";
import { engineFigures } from "./engine.ts";
import type { Figure } from "./figure.ts";
import { onboardingFigures } from "./onboardings.ts";
import { plot } from "./plot.ts";
import { answeredFigure } from "./press/answered.ts";
import { rateFigures } from "./press/rates.ts";
import { wholeStackFigures } from "./press/whole-stack.ts";
import { sandboxFigures } from "./sandbox/waits.ts";

// npm run bench: prints one table, and writes it with a plot to docs/. Takes about twelve minutes on a quiet machine.

const load = loadavg()[0]?.toFixed(1);
const sections = [
  bundleFigures,
  answeredFigure,
  wholeStackFigures,
  rateFigures,
  sandboxFigures,
  onboardingFigures,
  engineFigures,
  commandFigures,
];
const figures: Figure[] = [];
for (const measure of sections) {
  console.log(`${measure.name} …`);
  figures.push(...[await measure()].flat());
}

const rows = figures.map(({ ofGoal, ...each }) => ({
  ...each,
  met: ofGoal === undefined ? "" : ofGoal <= 1 ? "yes" : "no",
}));
console.table(rows);

const table = rows.map((row) => `| ${Object.values(row).join(" | ")} |`);
writeFileSync(
  "docs/benchmarks.md",
  `# Benchmarks

Written by \`npm run bench\` on ${cpus().length} cores (${cpus()[0]?.model.trim()}), Node.js ${process.versions.node}, load ${load} as it began. Every yardstick
is from the same run. [What made it faster](performance.md).

![Each figure as a part of what its goal allows](images/benchmarks.svg)

| figure | measured | yardstick | goal | met |
|---|---|---|---|---|
${table.join("\n")}
`,
);
writeFileSync("docs/images/benchmarks.svg", plot(figures));
