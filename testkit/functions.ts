import { buildSync } from "esbuild";
import { existsSync, globSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundling, REPLACED } from "../infra/bundling.ts";
import type { LocalFunction } from "../packages/durable-lambda-local/src/functions/registry.ts";

/** The function from a bundle as it is deployed, but not minified: it loads in a fifth of the time that its sources take. */
export function fromBundle(local: LocalFunction): LocalFunction {
  return { ...local, entry: pathToFileURL(join(bundles(), `${basename(local.entry.pathname, ".ts")}.cjs`)) };
}

/** The folder with the bundles. The first worker of a run that needs them makes them, and others wait, whose processor it needs. */
function bundles(): string {
  const folder = join(tmpdir(), "functions"); // tmpdir() is the run's folder
  const making = `${folder}-making`;
  while (!existsSync(folder)) {
    if (isClaimed(making)) {
      Atomics.wait(NOTHING, 0, 0, 20);
    } else {
      try {
        bundle(making);
        renameSync(making, folder);
      } finally {
        rmSync(making, { recursive: true, force: true }); // where it failed, so that others fail too
      }
    }
  }
  return folder;
}

const NOTHING = new Int32Array(new SharedArrayBuffer(4)); // for a pause that blocks

function isClaimed(folder: string): boolean {
  try {
    mkdirSync(folder);
    return false;
  } catch {
    return true;
  }
}

function bundle(outdir: string): void {
  buildSync({
    entryPoints: globSync("src/lambda/*.ts"),
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: bundling.target,
    mainFields: bundling.mainFields,
    alias: REPLACED,
  });
}
