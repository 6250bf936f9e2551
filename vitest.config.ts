import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { projects } from "./testkit/projects.ts";
import { keepCompiled, useRunFolder } from "./testkit/run-folder.ts";
import { applyWhen } from "./testkit/when/apply.ts";

// Before a worker starts:
await applyWhen();
await useRunFolder();
keepCompiled();

/** `npm run test:exhaustive` tries what every run tries some of: all moments of a crash, and many more random inputs. */
export default defineConfig(({ mode }) => ({
  test: {
    provide: { isExhaustive: mode === "exhaustive", takesPictures: mode === "pictures" },
    env: mode === "exhaustive" ? { FC_RUNS: "1000" } : {},
    globalSetup: ["testkit/when/apply.ts"],
    testTimeout: mode === "exhaustive" ? 900_000 : 60_000,
    expect: { poll: { interval: 20, timeout: 30_000 } }, // a limit for what never comes, not for a busy machine
    hookTimeout: 60_000,
    fsModuleCache: true,
    maxWorkers: availableParallelism() + 2, // tests wait now and then
    projects: projects.map((test) => ({ extends: true, test })),
  },
}));
