import { defineConfig } from "vitest/config";
import base from "./vitest.config.ts";

// The journeys on the bundles that are deployed, not on the sources: `npm run test:bundles`.
export default defineConfig({
  test: {
    ...base.test,
    include: ["test/journeys/**/*.test.ts"],
    globalSetup: [base.test?.globalSetup ?? [], "test/bundles/synthesise-once.ts"].flat(),
  },
});
