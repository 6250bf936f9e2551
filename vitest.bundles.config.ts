import "./test/when/apply.ts";
import { defineConfig } from "vitest/config";

// The journeys on the bundles that are deployed, not on the sources: `npm run test:bundles`.
export default defineConfig({
  test: {
    include: ["test/journeys/**/*.test.ts"],
    globalSetup: ["test/unpack-browser.ts", "test/bundles/synthesise-once.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: "100%",
  },
});
