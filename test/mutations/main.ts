import { Stryker } from "@stryker-mutator/core";
import { mkdirSync, writeFileSync } from "node:fs";
import type { Area } from "./areas.ts";
import { AREAS } from "./areas.ts";
import { page, PAGE, scoreOf, type Scored } from "./page.ts";
import { refusedByTypes } from "./refused.ts";
import { forgetSurvivors, isSurvivor, isTimeout, type Mutant, mutantsIn } from "./report.ts";
import { isSame, SURVIVORS } from "./survivors.ts";

const FLOOR = 95;
const FOLDER = ".mutations";

// Breaks the code in every small way, and asks whether a test of its area notices: `npm run test:mutations`, or one area with
// `npm run test:mutations -- access`. What was killed before is not tried again where nothing has changed since.
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => AREAS.every((area) => area.name !== name));
if (unknown.length > 0) {
  console.error(`There is no area ${unknown.join(", ")}. Name any of: ${AREAS.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}

mkdirSync(FOLDER, { recursive: true });
const scored: Scored[] = [];
for (const area of AREAS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  scored.push({ area, mutants: await tested(area) });
}
const survivors = scored.flatMap(({ mutants }) => mutants.filter(isSurvivor));
const unlisted = survivors.filter((mutant) => !SURVIVORS.some((listed) => isSame(listed, mutant)));
const faults = [
  ...scored
    .filter(({ mutants }) => scoreOf(mutants) < FLOOR)
    .map(({ area, mutants }) => `${area.name}: ${scoreOf(mutants).toFixed(1)} % is less than ${FLOOR} %.`),
  ...unlisted.map(
    ({ file, code, becomes }) =>
      `Nothing notices this. Test it, or list it with its reason in test/mutations/survivors.ts: ${JSON.stringify({ file, code, becomes })}`,
  ),
];
if (wanted.length === 0) {
  const killed = SURVIVORS.filter((listed) => !survivors.some((mutant) => isSame(listed, mutant)));
  faults.push(...killed.map((each) => `This no longer survives, take it off the list: ${JSON.stringify(each)}`));
  writeFileSync(PAGE, page(scored, SURVIVORS, new Date()));
}
for (const { area, mutants } of scored) {
  // Many of them: the machine is too busy, and the score too good.
  const timeouts = mutants.filter(isTimeout).length;
  console.log(
    `${area.name}: ${scoreOf(mutants).toFixed(1)} % of ${mutants.length}, ${timeouts} by running out of time`,
  );
}
faults.forEach((fault) => console.error(fault));
process.exitCode = faults.length > 0 ? 1 : 0;

/** An area's mutants, without those that TypeScript refuses. */
async function tested({ name, mutate, testFiles }: Area): Promise<Mutant[]> {
  const path = `${FOLDER}/${name}`;
  process.env["MUTATION_TESTS"] = JSON.stringify(testFiles);
  forgetSurvivors(`${path}.incremental.json`);
  await new Stryker({
    mutate,
    coverageAnalysis: "perTest",
    incremental: true,
    incrementalFile: `${path}.incremental.json`,
    jsonReporter: { fileName: `${path}.json` },
  }).runMutationTest();
  const mutants = mutantsIn(`${path}.json`);
  const refused = refusedByTypes(mutants.filter(isSurvivor));
  return mutants.filter((mutant) => !refused.has(mutant));
}
