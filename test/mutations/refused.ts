import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Mutant } from "./report.ts";

const FOLDER = ".mutations/types";

/**
 * Those mutants that TypeScript refuses, each one checked by itself: they can never be built. Stryker's own checker needs the
 * compiler's JavaScript API, which TypeScript 7 doesn't have. What only breaks the importers of its file does not count.
 */
export function refusedByTypes(mutants: readonly Mutant[]): Set<Mutant> {
  rmSync(FOLDER, { recursive: true, force: true });
  const copies = mutants.map((mutant, index) => [mutant, copyOf(mutant, String(index))] as const);
  for (const [mutant, path] of copies) {
    write(copyOf(mutant, "as-it-is"), mutant.source);
    write(path, applied(mutant));
  }
  const faulty = faultyCopies();
  const broken = [...faulty].filter((path) => path.endsWith(".as-it-is.ts"));
  if (broken.length > 0) {
    throw new Error(`These files don't compile as they are: ${broken.join(", ")}.`);
  }
  return new Set(copies.filter(([, path]) => faulty.has(path)).map(([mutant]) => mutant));
}

/** The source with this one mutant in it. */
export function applied({ source, start, end, becomes }: Mutant): string {
  return source.slice(0, start) + becomes + source.slice(end);
}

function copyOf({ file }: { file: string }, name: string): string {
  return join(FOLDER, file.replace(/\.ts$/u, `.${name}.ts`));
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The copies with an error in them. */
function faultyCopies(): Set<string> {
  const config = {
    extends: "../../tsconfig.json",
    compilerOptions: {
      rootDirs: ["../..", "."], // a copy's imports are found beside its original
      noUnusedLocals: false,
      noUnusedParameters: false,
      allowUnreachableCode: true,
    },
    include: ["src", "infra"],
  };
  const path = join(FOLDER, "tsconfig.json");
  write(path, JSON.stringify(config));
  const { stdout } = spawnSync("tsc", ["--noEmit", "--pretty", "false", "-p", path], { encoding: "utf8" });
  return new Set([...stdout.matchAll(/^(\S+\.ts)\(\d+,\d+\): error/gmu)].map(([, file]) => file ?? ""));
}
