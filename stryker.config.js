/** How Stryker breaks the code and runs the tests; test/mutations/areas.ts says which. */
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner", "./test/mutations/ignored.ts"],
  ignorers: ["ignored"],
  vitest: { configFile: "vitest.mutations.config.ts" },
  timeoutMS: 120_000, // what hangs is noticed too, but a busy machine must not be mistaken for that
  // Stryker would rewrite tsconfig.json through the compiler's JavaScript API, which TypeScript 7 doesn't have.
  tsconfigFile: "none",
  ignorePatterns: [".mutations", ".data", ".screenshots", "cdk.out", "docs"],
  reporters: ["clear-text", "progress-append-only", "json"],
  jsonReporter: { fileName: ".mutations/report.json" },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  tempDirName: ".mutations/tmp",
};
