import { createHash } from "node:crypto";
import {
  cpSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const NODE_MODULES = fileURLToPath(new URL("../node_modules", import.meta.url));

/** The versions of the functions' code in a folder, each a copy of what the code was: numbered from 1, and never changed. */
export interface Versions {
  /** Their numbers, the oldest first. */
  numbers(): number[];
  /** Copies the code as the next version and gives its number; gives none where the newest version is the same. */
  take(): number | undefined;
  drop(version: number): void;
  /** A file of a version, by its path in the code's folder. */
  file(version: number, path: string): URL;
}

/** Opens the versions in `folder`, which are taken of the code in `source`. */
export function openVersions(folder: string, source: string): Versions {
  const place = (version: number | string) => join(folder, String(version));
  const numbers = () =>
    readdirSync(folder)
      .map(Number)
      .filter((number) => number > 0)
      .toSorted((a, b) => a - b);

  mkdirSync(folder, { recursive: true });
  rmSync(place("node_modules"), { force: true });
  symlinkSync(NODE_MODULES, place("node_modules"), "junction"); // where the copies find the libraries

  return {
    numbers,
    take() {
      const newest = numbers().at(-1) ?? 0;
      if (newest > 0 && digest(join(place(newest), "src")) === digest(source)) {
        return undefined;
      }
      const copy = place("copying"); // a crash leaves no half of a version
      rmSync(copy, { recursive: true, force: true });
      cpSync(source, join(copy, "src"), { recursive: true });
      writeFileSync(join(copy, "package.json"), '{ "type": "module" }\n');
      renameSync(copy, place(newest + 1));
      return newest + 1;
    },
    drop: (version) => rmSync(place(version), { recursive: true }),
    file: (version, path) => pathToFileURL(join(place(version), "src", path)),
  };
}

/** The same for the same files with the same content, and for no others. */
function digest(folder: string): string {
  const hash = createHash("sha256");
  for (const path of globSync("**/*.ts", { cwd: folder }).toSorted()) {
    hash.update(JSON.stringify([path, readFileSync(join(folder, path), "utf8")]));
  }
  return hash.digest("hex");
}
