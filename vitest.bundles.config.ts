import { defineConfig } from "vitest/config";
import { applyWhen } from "./test/when/apply.ts";

await applyWhen(); // before a worker starts

// The journeys on the bundles that are deployed, not on the sources: `npm run test:bundles`.
export default defineConfig({
  test: {
    include: ["test/journeys/**/*.test.ts"],
    globalSetup: ["test/when/apply.ts", "test/unpack-browser.ts", "test/bundles/synthesise-once.ts"],
    testTimeout: 60_000,
    expect: { poll: { interval: 20, timeout: 30_000 } },
    hookTimeout: 60_000,
    maxWorkers: "100%",
  },
});
