import { defineConfig } from "vitest/config";

// The mutation tester's area says which; Stryker's own `testFiles` forgets them where it runs all tests for a mutant.
const TESTS = process.env["MUTATION_TESTS"] ?? '["test/**/*.test.ts"]';

// How the mutation tester runs tests: without a browser, and without random examples.
export default defineConfig({
  test: {
    include: JSON.parse(TESTS) as string[],
    exclude: ["**/*.browser.test.ts", "**/*.property.test.ts"],
    env: { FC_RUNS: "0" },
    provide: { stage: "AWS's local runner" },
    testTimeout: 20_000, // longer than any test takes on a busy machine, so that no survivor looks killed
    hookTimeout: 300_000,
  },
});
