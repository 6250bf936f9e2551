import { defineConfig } from "vitest/config";

// How the mutation tester runs tests: without a browser, and without random examples.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["**/*.browser.test.ts", "**/*.property.test.ts"],
    env: { FC_RUNS: "0" },
    provide: { stage: "AWS's local runner" },
    testTimeout: 10_000,
  },
});
