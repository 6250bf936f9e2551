import { defineConfig } from "vitest/config";
import { useRunFolder } from "./testkit/run-folder.ts";
import { applyWhen } from "./testkit/when/apply.ts";

// Before a worker starts:
await applyWhen();
await useRunFolder();

// The journeys on the bundles that are deployed, not on the sources: `npm run test:bundles`.
export default defineConfig({
  test: {
    include: ["test/journeys/**/*.test.ts"],
    globalSetup: ["testkit/when/apply.ts", "testkit/start-browser.ts", "test/bundles/synthesise-once.ts"],
    testTimeout: 60_000,
    expect: { poll: { interval: 20, timeout: 30_000 } },
    hookTimeout: 60_000,
    maxWorkers: "100%",
  },
});
