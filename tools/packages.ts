import { readFile } from "node:fs/promises";
import * as v from "valibot";

/** A package in the lock file. */
export interface Package {
  name: string;
  version: string;
  /** An SPDX expression, such as "MIT" or "(MIT OR Apache-2.0)"; empty if the package names none. */
  licence: string;
  /** True if nothing deployed depends on it. */
  isForDevelopment: boolean;
  hasInstallScript: boolean;
  /** Whether npm checks it against a hash: its own, or that of the package that bundles it. */
  isHashed: boolean;
}

const FOLDER = "node_modules/";

const Dependencies = v.object({
  dependencies: v.optional(v.record(v.string(), v.string()), {}),
  optionalDependencies: v.optional(v.record(v.string(), v.string()), {}),
  peerDependencies: v.optional(v.record(v.string(), v.string()), {}),
  peerDependenciesMeta: v.optional(v.record(v.string(), v.object({ optional: v.optional(v.boolean(), false) })), {}),
});
const Locked = v.object({
  version: v.string(),
  license: v.optional(v.string(), ""),
  hasInstallScript: v.optional(v.boolean(), false),
  integrity: v.optional(v.string(), ""),
  inBundle: v.optional(v.boolean(), false),
});
const Link = v.object({ link: v.literal(true) });
const LockFile = v.pipe(v.string(), v.parseJson(), v.object({ packages: v.record(v.string(), v.unknown()) }));

/** All packages in the lock file except this repository's own, by name, each version once. Throws unless it is a lock file of version 3. */
export async function lockedPackages(): Promise<Package[]> {
  const lockFile = await readFile(new URL("../package-lock.json", import.meta.url), "utf8");
  const locked = v.parse(LockFile, lockFile).packages;
  const deployed = deployedPaths(locked);
  const packages = new Map<string, Package>();
  for (const [path, entry] of Object.entries(locked)) {
    if (!path.includes(FOLDER) || v.is(Link, entry)) {
      continue; // the repository itself, or one of its packages in packages/
    }
    const found = packageAt(path, v.parse(Locked, entry), !deployed.has(path));
    const key = `${found.name}@${found.version}`;
    packages.set(key, both(found, packages.get(key) ?? found));
  }
  return [...packages.values()].toSorted((one, other) => one.name.localeCompare(other.name));
}

/**
 * The paths of all packages that the functions depend on: the root's dependencies and theirs, because only src/ is deployed. The lock
 * file's own mark `dev` also counts dependencies of packages/ as deployed.
 */
function deployedPaths(locked: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const paths = new Set<string>();
  const follow = (from: string, { dependencies, ...more }: v.InferOutput<typeof Dependencies>) => {
    const isNeeded = (peer: string) => !more.peerDependenciesMeta[peer]?.optional;
    const peers = Object.keys(more.peerDependencies).filter(isNeeded);
    for (const name of [...Object.keys({ ...dependencies, ...more.optionalDependencies }), ...peers]) {
      const path = resolved(locked, from, name);
      if (path !== undefined && !paths.has(path)) {
        paths.add(path);
        follow(path, v.parse(Dependencies, locked[path]));
      }
    }
  };
  follow("", { ...v.parse(Dependencies, locked[""]), optionalDependencies: {} }); // Node.js, for npm's scripts
  return paths;
}

/** Where Node.js finds a package that another one imports: in its folder, or in the nearest one above. */
function resolved(locked: Readonly<Record<string, unknown>>, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf(`/${FOLDER}`)))) {
    const path = [folder, FOLDER + name].filter(Boolean).join("/");
    if (path in locked || folder === "") {
      return path in locked ? path : undefined;
    }
  }
}

function packageAt(path: string, entry: v.InferOutput<typeof Locked>, isForDevelopment: boolean): Package {
  const { version, license, hasInstallScript, integrity, inBundle } = entry;
  const name = path.slice(path.lastIndexOf(FOLDER) + FOLDER.length);
  const isHashed = integrity.startsWith("sha512-") || inBundle;
  return { name, version, licence: license, isForDevelopment, hasInstallScript, isHashed };
}

/** Merges a package in two places: it is deployed if either is. */
function both(one: Package, other: Package): Package {
  return {
    ...one,
    isForDevelopment: one.isForDevelopment && other.isForDevelopment,
    isHashed: one.isHashed && other.isHashed,
  };
}
