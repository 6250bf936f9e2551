import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { synthesise } from "./deployment.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the cloud assembly to run the journeys on; the sources are run without one. */
    assembly?: string;
  }
}

/** Synthesises once for all journeys of a run; Vitest calls it as it starts. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "assembly-"));
  await synthesise(folder);
  project.provide("assembly", folder);
  return () => rm(folder, { recursive: true });
}
