import { readFile } from "node:fs/promises";
import * as v from "valibot";

/** A package as the lock file has it. */
export interface Package {
  name: string;
  version: string;
  /** An SPDX expression, such as "MIT" or "(MIT OR Apache-2.0)"; empty where the package names none. */
  licence: string;
  /** Whether it is used in development alone, and never deployed. */
  isForDevelopment: boolean;
  hasInstallScript: boolean;
  /** The hash that npm checks what it gets against. */
  integrity: string | undefined;
}

const Locked = v.object({
  version: v.string(),
  license: v.optional(v.string(), ""),
  dev: v.optional(v.boolean(), false),
  hasInstallScript: v.optional(v.boolean(), false),
  integrity: v.optional(v.string()),
});
const LockFile = v.pipe(v.string(), v.parseJson(), v.object({ packages: v.record(v.string(), v.unknown()) }));

/** All packages of the lock file but this one, by name. Throws where the file is no lock file of version 3. */
export async function lockedPackages(): Promise<Package[]> {
  const lockFile = await readFile(new URL("../package-lock.json", import.meta.url), "utf8");
  const { "": _, ...packages } = v.parse(LockFile, lockFile).packages;
  return Object.entries(packages)
    .map(([path, entry]) => packageOf(path, v.parse(Locked, entry)))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

function packageOf(path: string, { license, dev, ...same }: v.InferOutput<typeof Locked>): Package {
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  const { version, hasInstallScript, integrity } = same;
  return { name, version, licence: license, isForDevelopment: dev, hasInstallScript, integrity };
}
