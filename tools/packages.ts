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
  /** Whether npm checks what it gets against a hash: its own, or that of the package that it comes inside of. */
  isHashed: boolean;
}

const Locked = v.object({
  version: v.string(),
  license: v.optional(v.string(), ""),
  dev: v.optional(v.boolean(), false),
  optional: v.optional(v.boolean(), false),
  hasInstallScript: v.optional(v.boolean(), false),
  integrity: v.optional(v.string(), ""),
  inBundle: v.optional(v.boolean(), false),
});
const Link = v.object({ link: v.literal(true) });
const LockFile = v.pipe(v.string(), v.parseJson(), v.object({ packages: v.record(v.string(), v.unknown()) }));

/** All packages that the lock file brings, this repository's own left out, by name, each version once. Throws where it is no lock file of version 3. */
export async function lockedPackages(): Promise<Package[]> {
  const lockFile = await readFile(new URL("../package-lock.json", import.meta.url), "utf8");
  const packages = new Map<string, Package>();
  for (const [path, entry] of Object.entries(v.parse(LockFile, lockFile).packages)) {
    if (!path.includes("node_modules/") || v.is(Link, entry)) {
      continue; // the repository itself, or a package of its own below packages/
    }
    const found = packageAt(path, v.parse(Locked, entry));
    const key = `${found.name}@${found.version}`;
    packages.set(key, both(found, packages.get(key) ?? found));
  }
  return [...packages.values()].toSorted((one, other) => one.name.localeCompare(other.name));
}

function packageAt(path: string, entry: v.InferOutput<typeof Locked>): Package {
  const { version, license, dev, optional, hasInstallScript, integrity, inBundle } = entry;
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  const isHashed = integrity.startsWith("sha512-") || inBundle;
  return { name, version, licence: license, isForDevelopment: dev || optional, hasInstallScript, isHashed };
}

/** One package in two places: what is deployed from one of them is deployed. */
function both(one: Package, other: Package): Package {
  return {
    ...one,
    isForDevelopment: one.isForDevelopment && other.isForDevelopment,
    isHashed: one.isHashed && other.isHashed,
  };
}
