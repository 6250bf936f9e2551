import { configDefaults, defineConfig } from "vitest/config";
import { applyWhen } from "./testkit/when/apply.ts";

await applyWhen(); // before a worker starts

/** Tests of single parts, which share nothing that one could leave to the next: their modules are loaded once for all of them. */
const PARTS = ["test/*.test.ts", "test/{aws,domain,email,infra,slack,web,when}/**/*.test.ts"];

export default defineConfig({
  test: {
    globalSetup: ["testkit/when/apply.ts", "testkit/unpack-browser.ts"],
    testTimeout: 60_000,
    expect: { poll: { interval: 20, timeout: 30_000 } }, // a limit for what never comes, not for a busy machine
    hookTimeout: 60_000,
    maxWorkers: "100%", // by default one processor is left idle, which is half of two
    projects: [
      { extends: true, test: { name: "parts", include: PARTS, isolate: false } },
      {
        extends: true,
        test: {
          name: "all",
          include: ["{test,packages/*/test}/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...PARTS],
          provide: { stage: "AWS's local runner" },
        },
      },
      {
        extends: true,
        test: { name: "engine", include: ["test/workflow/*.test.ts"], provide: { stage: "the durable Lambda" } },
      },
    ],
  },
});
