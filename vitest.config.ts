import { defineConfig } from "vitest/config";
import { projects } from "./testkit/projects.ts";
import { applyWhen } from "./testkit/when/apply.ts";

await applyWhen(); // before a worker starts

export default defineConfig({
  test: {
    globalSetup: ["testkit/when/apply.ts", "testkit/unpack-browser.ts"],
    testTimeout: 60_000,
    expect: { poll: { interval: 20, timeout: 30_000 } }, // a limit for what never comes, not for a busy machine
    hookTimeout: 60_000,
    maxWorkers: "100%", // by default one processor is left idle, which is half of two
    projects: projects.map((test) => ({ extends: true, test })),
  },
});
