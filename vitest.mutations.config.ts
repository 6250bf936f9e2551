import { defineConfig } from "vitest/config";

// What the mutation tester runs: the tests that need neither a browser nor a synthesised template.
export default defineConfig({
  test: {
    include: ["test/{aws,domain,email,slack,web,workflow}/**/*.test.ts", "test/config.test.ts"],
    exclude: ["**/*.browser.test.ts", "**/*.property.test.ts"],
    provide: { stage: "AWS's local runner" },
    testTimeout: 60_000,
  },
});
