import type { Area } from "./areas.ts";
import { isSurvivor, type Mutant } from "./report.ts";
import type { Survivor } from "./survivors.ts";

export const PAGE = "docs/mutations.md";

/** An area and what came of its mutants; TypeScript refuses none of them. */
export interface Scored {
  area: Area;
  mutants: Mutant[];
}

/** How many of a hundred mutants a test noticed. */
export function scoreOf(mutants: readonly Mutant[]): number {
  return (100 * mutants.filter((mutant) => !isSurvivor(mutant)).length) / mutants.length;
}

/** The page about the last whole run. */
export function page(scored: readonly Scored[], survivors: readonly Survivor[], now: Date): string {
  const rows = scored.map(({ area, mutants }) => {
    const survived = mutants.filter(isSurvivor).length;
    return `| ${area.name} | ${globs(area.mutate)} | ${globs(area.testFiles)} | ${mutants.length} | ${survived} | ${scoreOf(mutants).toFixed(1)} % |`;
  });
  return `# Tests that can fail

\`npm run test:mutations\` breaks the code in every small way that [Stryker](https://stryker-mutator.io) knows, one at a time, and
runs the tests of the same layer: at least one has to fail. It demands 95 % in each area and a reason for each survivor, and
writes this page. One area: \`npm run test:mutations -- access\`. Last run: ${now.toISOString().slice(0, 10)}.

| area | code | tests | mutants | survive | score |
|---|---|---|---|---|---|
${rows.join("\n")}

Not counted: what TypeScript refuses (each survivor is compiled), and the wording of sentences, which reads better in a review than
in an assertion ([the rule](../test/mutations/ignored.ts)). Tests that draw random examples, open a browser or run more than one layer
don't take part.

## What survives, and why

${listed(survivors)}
`;
}

function globs(all: readonly string[]): string {
  return all.map((glob) => `\`${glob}\``).join(", ");
}

/** The list of survivors, by file. */
export function listed(survivors: readonly Survivor[]): string {
  const files = [...new Set(survivors.map(({ file }) => file))].toSorted();
  return files
    .map((file) => {
      const lines = survivors
        .filter((survivor) => survivor.file === file)
        .map(({ code, becomes, why }) => `- ${quoted(code)} → ${quoted(becomes)}: ${why}`);
      return `### ${file}\n\n${lines.join("\n")}`;
    })
    .join("\n\n");
}

const LONGEST = 90;

/** Code on one line, cut where it is long. */
function quoted(code: string): string {
  const line = code.replaceAll(/\s+/gu, " ");
  const cut = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  return cut === "" ? "nothing" : `\`\` ${cut} \`\``;
}
