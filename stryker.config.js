/** Breaks the code in every small way and asks whether a test notices: `npm run test:mutations`, on one file with `-- --mutate FILE`. */
export default {
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutations.config.ts" },
  mutate: ["src/{workflow,aws,email}/**/*.ts", "src/domain/decide.ts", "src/slack/{access,web-api}/**/*.ts"],
  coverageAnalysis: "perTest",
  // Stryker would rewrite tsconfig.json through the compiler's JavaScript API, which TypeScript 7 doesn't have.
  tsconfigFile: "none",
  ignorePatterns: [".data", ".screenshots", "cdk.out", "docs"],
  reporters: ["clear-text", "progress-append-only", "json"],
  jsonReporter: { fileName: ".mutations/report.json" },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  tempDirName: ".mutations/tmp",
  thresholds: { high: 100, low: 95, break: 95 },
};
