import { build } from "esbuild";
import { existsSync, globSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { TestProject } from "vitest/node";
import { bundling, REPLACED } from "../infra/bundling.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of the folder with a bundle of each function, made as for a deployment; ends with a slash. */
    functions: string;
  }
}

/** Bundles the functions once for all test files of a run; Vitest calls it for each project that names it. */
export async function setup(project: TestProject): Promise<void> {
  const folder = join(tmpdir(), "functions"); // tmpdir() is the run's folder
  if (!existsSync(folder)) {
    await build({
      entryPoints: globSync("src/lambda/*.ts"),
      outdir: folder,
      outExtension: { ".js": ".cjs" },
      bundle: true,
      platform: "node",
      format: "cjs",
      target: bundling.target,
      mainFields: bundling.mainFields,
      alias: REPLACED,
    });
  }
  project.provide("functions", `${pathToFileURL(folder).href}/`);
}
